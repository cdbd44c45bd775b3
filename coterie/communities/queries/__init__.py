"""What is read of communities."""
