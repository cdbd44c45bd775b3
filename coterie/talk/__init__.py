"""Messages in groups."""
