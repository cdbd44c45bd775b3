"""Carriers bring live messages from this process to the others."""
