"""A pack with nothing amiss."""
