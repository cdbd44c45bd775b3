"""What is read of rituals."""
