"""The verbs of rituals."""
