"""The scoreboard: entries, where they are kept, and the standings they add up to."""
