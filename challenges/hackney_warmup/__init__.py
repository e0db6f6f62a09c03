"""Warm-up: seven short tasks to begin with."""
