"""What changes joining."""
