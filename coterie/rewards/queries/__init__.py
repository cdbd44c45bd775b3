"""What is asked of rewards."""
