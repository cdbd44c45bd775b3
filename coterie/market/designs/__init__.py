"""What the market prints."""
