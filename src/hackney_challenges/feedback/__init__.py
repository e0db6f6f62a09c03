"""Feedback: what happened, in words for an eleven-year-old. Pure."""
