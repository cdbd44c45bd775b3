"""What changes rewards."""
