"""Rooms of people."""
