"""The clock is followed once, however many follow it and wherever they stop."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain import cue
from coterie.talk.models import Message
from tests.cast import call_cast
from tests.joining.doors import in_thread
from tests.rituals.plans import MINUTE, NINE, SYSTEM, first, seat_alice, topic

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MOMENTS = (NINE - 24 * 60 * MINUTE, NINE - 10 * MINUTE, NINE, NINE + 30 * MINUTE)


def followed_by_many() -> tuple[Counter[str], int]:
    """Let eight workers follow the clock at each moment; return what was told and how much was said."""
    cast = call_cast()
    seat_alice(cast)
    row = first(topic(cast))
    before = Message.objects.count()
    with ThreadPoolExecutor(8) as pool:
        for moment in MOMENTS:
            list(pool.map(lambda _turn, at=moment: in_thread(follow, row.pk, at), range(8)))
    told = Counter(LoggedEvent.objects.filter(kind__startswith="occurrence_").values_list("kind", flat=True))
    return told, Message.objects.count() - before


def follow(occurrence: int, moment: object) -> int:
    return cue.follow(occurrence=occurrence, actor=SYSTEM, now=moment)  # type: ignore[arg-type]  # a moment


def test_eight_workers_take_each_step_once() -> None:
    told, said = followed_by_many()

    assert told == {"occurrence_announced": 1, "occurrence_opened": 1, "occurrence_closed": 1}
    assert said == 4


def test_step_that_failed_is_taken_again_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker is stopped after it spoke and before it told: nothing of it stays, and the next one does it."""
    cast = call_cast()
    seat_alice(cast)
    row = first(topic(cast))
    with monkeypatch.context() as patch:
        patch.setattr(cue, "pin_message", lambda **_facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            follow(row.pk, MOMENTS[0])
    assert not Message.objects.exists()

    assert follow(row.pk, MOMENTS[0]) == 1
    assert Message.objects.count() == 1
