"""What is read of groups."""
