"""Rituals: what recurs and people expect."""
