"""First steps: six tiny tasks for whoever never typed Python."""
