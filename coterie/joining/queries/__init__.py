"""What is read of joining."""
