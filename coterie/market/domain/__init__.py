"""What changes the market."""
