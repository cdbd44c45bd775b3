"""Verbs: rolling the log into the lake."""
