"""A test of what goes wrong without turns needs writers side by side, which PostgreSQL alone has."""

from django.db import connection

collect_ignore = ["test_import_without_turns.py"] if connection.vendor == "sqlite" else []
