"""Printed matter: a sheet is laid out once, and painted as a picture or as a document."""
