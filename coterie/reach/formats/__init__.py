"""Readers of other people's files, one folder per format: pure, streaming, no tables."""
