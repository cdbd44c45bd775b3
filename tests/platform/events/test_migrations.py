"""Rows of an older version are brought along."""

from datetime import UTC, datetime

import pytest

from coterie.platform.events.models import ParkedEvent
from tests.migrations import back_at

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parked_events_are_given_keys_of_their_own():
    with back_at(("events", "0001_initial")) as old:
        for event in range(3):
            old.get_model("events", "ParkedEvent").objects.create(
                receiver="a", event=event, kind="b", state="parked", due=NOW, since=NOW
            )

    assert [len(key) for key in set(ParkedEvent.objects.values_list("key", flat=True))] == [12, 12, 12]
