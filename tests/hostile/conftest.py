"""What is here to be run behind the wall is never imported by pytest, whatever it is called."""

collect_ignore = ["attacks", "honest"]
