"""Coterie, the operating system for community marketing."""

__version__ = "0.1.0"
