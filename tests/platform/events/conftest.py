"""Tests of the log's order are PostgreSQL's alone."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_order.py"]
