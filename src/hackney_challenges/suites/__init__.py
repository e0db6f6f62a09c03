"""What a suite may import: points, cases, comparisons and everyday data."""
