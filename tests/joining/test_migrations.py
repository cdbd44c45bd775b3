"""Rows of an older version are brought along."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coterie.joining.models import Channel, Question
from tests.cast import NOW, call_cast

BEFORE_KEYS = [("joining", "0002_waiting_tickets")]


def migrate(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


@pytest.fixture
def latest(transactional_db: None) -> Iterator[list[tuple[str, str]]]:
    """Know the newest migrations, and go back to them whatever happens."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("joining")
    yield leaves
    migrate(leaves)


@pytest.mark.slow
def test_channels_and_questions_are_given_keys_of_their_own(latest: list[tuple[str, str]]) -> None:
    cast = call_cast()
    migrate(BEFORE_KEYS)
    old = MigrationExecutor(connection).loader.project_state(BEFORE_KEYS).apps
    step = old.get_model("joining", "Threshold").objects.create(community_id=cast.table.pk, kind="questions")
    for place in range(3):
        old.get_model("joining", "Channel").objects.create(
            community_id=cast.table.pk, name=f"Wall {place}", created_at=NOW
        )
        old.get_model("joining", "Question").objects.create(threshold=step, text=f"Why {place}?")

    migrate(latest)

    for model in (Channel, Question):
        keys = set(model.objects.values_list("key", flat=True))
        assert [len(key) for key in keys] == [12, 12, 12]
