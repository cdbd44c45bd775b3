"""Messages that say themselves later, once, in their author's name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from coterie.groups.domain.membership import join_group, leave_group
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.domain.member import admit_member
from coterie.talk.domain.schedule import cancel_scheduled, change_scheduled, say_due, schedule_message
from coterie.talk.models import Message, Pin, Scheduled
from tests.cast import NOW, Cast, call_cast
from tests.rituals.plans import SYSTEM
from tests.talk.scenes import later

HOUR = timedelta(hours=1)


def plan(cast: Cast, **facts: object) -> Scheduled:
    return later(cast, **{"send_at": NOW + HOUR, "now": NOW, **facts})


def due(after: timedelta = HOUR) -> int:
    return say_due(actor=SYSTEM, now=NOW + after)


def test_it_is_said_when_its_time_comes_and_once(cast: Cast) -> None:
    row = plan(cast)

    assert (due(HOUR - timedelta(seconds=1)), due(), due()) == (0, 1, 0)
    said = Message.objects.get()
    row.refresh_from_db()
    assert (said.text, said.member_id, row.message_id) == ("Good morning", cast.members["dan"].pk, said.pk)
    with pytest.raises(Conflict):
        cancel_scheduled(scheduled=row.pk, actor=cast.actor("dan"), now=NOW)


def test_host_has_it_announced(cast: Cast) -> None:
    bob = admit_member(
        community=cast.table.pk, account=cast.accounts["bob"].pk, name="Bob", actor=cast.actor("bob"), now=NOW
    )
    join_group(group=cast.group.pk, member=bob.pk, actor=cast.actor("bob"), now=NOW)
    schedule_message(
        group=cast.group.pk, member=bob.pk, text="Tonight at nine", send_at=NOW + HOUR, announces=True,
        actor=cast.actor("bob"), now=NOW,
    )  # fmt: skip

    assert due() == 1
    assert Pin.objects.get().message.text == "Tonight at nine"
    with pytest.raises(NotFound):
        plan(cast, announces=True)


def test_what_cannot_be_said_says_why(cast: Cast) -> None:
    row = plan(cast)
    leave_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert due() == 1
    row.refresh_from_db()
    assert row.failure
    assert not Message.objects.exists()


def test_it_is_changed_and_taken_back_by_its_author_alone(cast: Cast) -> None:
    row = plan(cast)
    facts = {"scheduled": row.pk, "now": NOW}
    change_scheduled(text="Good evening", send_at=NOW + 2 * HOUR, announces=False, actor=cast.actor("dan"), **facts)
    for who in ("carol", "alice"):
        with pytest.raises(NotFound):
            cancel_scheduled(actor=cast.actor(who), **facts)
    cancel_scheduled(actor=cast.actor("dan"), **facts)

    assert due(3 * HOUR) == 0


@pytest.mark.parametrize("at", [timedelta(0), timedelta(days=366)])
def test_times_that_are_over_or_far_away_are_refused(cast: Cast, at: timedelta) -> None:
    with pytest.raises(Invalid):
        plan(cast, send_at=NOW + at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_workers_say_it_once() -> None:
    cast = call_cast()
    for _one in range(5):
        plan(cast)

    def work(_worker: int) -> int:
        try:
            return due()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = sum(pool.map(work, range(8)))

    assert (said, Message.objects.count()) == (5, 5)
