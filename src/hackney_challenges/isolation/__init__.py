"""The wall: the pupil's code runs on the far side, in another process, and answers with plain data."""
