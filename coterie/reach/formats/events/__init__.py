"""Streams of events, as tables or as JSON lines."""
