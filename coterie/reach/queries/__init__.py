"""What is read of what came in from outside."""
