"""A team's folder: its files, its history, its progress."""
