"""Rows of an older version are brought along."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coterie.platform.events.models import ParkedEvent

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE_KEYS = [("events", "0001_initial")]


@pytest.fixture
def latest(transactional_db: None) -> Iterator[list[tuple[str, str]]]:
    """Know the newest migrations, and go back to them whatever happens."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("events")
    yield leaves
    MigrationExecutor(connection).migrate(leaves)


@pytest.mark.slow
def test_parked_events_are_given_keys_of_their_own(latest):
    MigrationExecutor(connection).migrate(BEFORE_KEYS)
    old = MigrationExecutor(connection).loader.project_state(BEFORE_KEYS).apps.get_model("events", "ParkedEvent")
    for event in range(3):
        old.objects.create(receiver="a", event=event, kind="b", state="parked", due=NOW, since=NOW)

    MigrationExecutor(connection).migrate(latest)

    assert [len(key) for key in set(ParkedEvent.objects.values_list("key", flat=True))] == [12, 12, 12]
