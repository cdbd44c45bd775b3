"""What is asked for with a key is done once."""
