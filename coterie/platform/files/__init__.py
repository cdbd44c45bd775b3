"""Uploaded files, kept by content."""
