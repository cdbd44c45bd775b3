"""What changes members."""
