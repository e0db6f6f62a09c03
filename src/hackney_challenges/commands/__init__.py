"""The `hackney` command, one file per audience."""
