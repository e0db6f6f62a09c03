"""The pytest plugin: a pupil's `pytest` becomes checks, points and messages."""
