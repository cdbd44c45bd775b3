"""Rows of an older version are brought along."""

import pytest

from coterie.joining.models import Channel, Question
from tests.cast import NOW, call_cast
from tests.migrations import back_at

pytestmark = [pytest.mark.slow, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def test_channels_and_questions_are_given_keys_of_their_own() -> None:
    cast = call_cast()
    with back_at(("joining", "0002_waiting_tickets")) as old:
        step = old.get_model("joining", "Threshold").objects.create(community_id=cast.table.pk, kind="questions")
        for place in range(3):
            old.get_model("joining", "Channel").objects.create(
                community_id=cast.table.pk, name=f"Wall {place}", created_at=NOW
            )
            old.get_model("joining", "Question").objects.create(threshold=step, text=f"Why {place}?")

    for model in (Channel, Question):
        keys = set(model.objects.values_list("key", flat=True))
        assert [len(key) for key in keys] == [12, 12, 12]


def test_written_places_become_placements() -> None:
    cast = call_cast()
    facts = {"community_id": cast.table.pk, "created_at": NOW}
    with back_at(("joining", "0004_keys_once")) as old:
        channels = old.get_model("joining", "Channel").objects
        hung = channels.create(name="Doors", platform="Poster", placement="left door", **facts)
        channels.create(name="Radio", platform="Radio 3", placement="morning", **facts)
        channels.create(name="Bare", **facts)
        code = old.get_model("joining", "LiveCode").objects.create(slug="abcdefg", title="D", channel=hung, **facts)

    named = Channel.objects.order_by("id").values_list("platform", "notes", "placements__name", "placements__code")
    assert list(named) == [
        ("print", "", "left door", code.pk),
        ("other", "Radio 3 morning", None, None),
        ("other", "", None, None),
    ]
