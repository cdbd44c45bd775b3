"""What is read of talk."""
