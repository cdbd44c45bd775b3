"""The seat engine: every seat behind a live code is given, renewed, confirmed and freed here."""
