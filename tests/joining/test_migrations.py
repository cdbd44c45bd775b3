"""Rows of an older version are brought along."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coterie.joining.models import Channel, Question
from tests.cast import NOW, call_cast

BEFORE_KEYS = [("joining", "0002_waiting_tickets")]
BEFORE_PLACEMENTS = [("joining", "0004_keys_once")]


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


@pytest.mark.slow
def test_written_places_become_placements(latest: list[tuple[str, str]]) -> None:
    cast = call_cast()
    migrate(BEFORE_PLACEMENTS)
    old = MigrationExecutor(connection).loader.project_state(BEFORE_PLACEMENTS).apps
    facts = {"community_id": cast.table.pk, "created_at": NOW}
    channels = old.get_model("joining", "Channel").objects
    hung = channels.create(name="Doors", platform="Poster", placement="left door", **facts)
    channels.create(name="Radio", platform="Radio 3", placement="morning", **facts)
    channels.create(name="Bare", **facts)
    code = old.get_model("joining", "LiveCode").objects.create(slug="abcdefg", title="D", channel=hung, **facts)

    migrate(latest)

    named = Channel.objects.order_by("id").values_list("platform", "notes", "placements__name", "placements__code")
    assert list(named) == [
        ("print", "", "left door", code.pk),
        ("other", "Radio 3 morning", None, None),
        ("other", "", None, None),
    ]
