"""The terminal: one command per thing an owner does at the prompt."""
