"""What changes talk."""
