"""What changes communities."""
