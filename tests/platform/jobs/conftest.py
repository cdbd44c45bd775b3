"""A table in which the tasks of the tests leave their traces."""

import pytest
from django.db import connection

from tests.platform.jobs.chores import NOTES


@pytest.fixture(autouse=True)
def _notes(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute(NOTES)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE notes")
