"""The pytest11 entry point: options, and a look for a team folder; asleep everywhere else."""
