"""People inside a community."""
