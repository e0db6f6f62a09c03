"""Packs: what they hold, read from files; no suite is ever imported here."""
