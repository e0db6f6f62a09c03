"""What the far side reads off a pupil's file: why it cannot be read, what it uses, why it stopped.

Facts only, by structure, in plain data; the near side finds the words
(`feedback/python_errors.py`). Standard library only: the worker imports this.
"""
