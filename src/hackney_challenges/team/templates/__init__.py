"""What `start` writes into a team's folder."""
