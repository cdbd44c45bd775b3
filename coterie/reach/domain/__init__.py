"""What changes what came in from outside."""
