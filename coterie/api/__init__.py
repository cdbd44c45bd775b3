"""The API, version 1: what the pages can do, for programs."""
