"""Tests of the write lock are SQLite's alone, tests of lost updates PostgreSQL's."""

from django.db import connection

collect_ignore = ["test_write_lock.py"] if connection.vendor == "postgresql" else ["test_lost_updates.py"]
