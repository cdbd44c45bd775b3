"""Rituals for the tests: a topic session on Tuesdays at nine in the evening."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coterie.kit.actor import Actor
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.ritual import create_ritual
from coterie.rituals.models import Occurrence, Ritual
from coterie.talk.domain.message import post_message
from coterie.talk.models import Message
from tests.cast import NOW, Cast

TUESDAY = date(2026, 3, 3)
NINE = datetime.combine(TUESDAY, time(21), tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SYSTEM = Actor.of_system()


def topic(cast: Cast, **facts: Any) -> Ritual:
    """Plan the topic session."""
    usual: dict[str, Any] = {
        "kind": "topic", "title": "Topic Tuesday", "brief": "One headline each.", "groups": [cast.group.pk],
        "rule": "weekly", "weekdays": [1], "first_on": TUESDAY, "at": time(21), "minutes": 30,
    }  # fmt: skip
    return create_ritual(community=cast.table.pk, **{**usual, **facts}, actor=cast.actor("alice"), now=NOW)


def first(ritual: Ritual) -> Occurrence:
    """Return the first time of a ritual."""
    return Occurrence.objects.filter(ritual=ritual).order_by("starts_at")[0]


def at(moment: datetime) -> int:
    """Let everything happen that is due at a moment."""
    return run_due(actor=SYSTEM, now=moment)


def say(cast: Cast, who: str, text: str, moment: datetime) -> Message:
    """Say something in the basic group."""
    member = cast.members[who].pk
    return post_message(group=cast.group.pk, member=member, text=text, actor=cast.actor(who), now=moment)


def said_by_itself(row: Occurrence) -> list[str]:
    """Return what was said for one time of a ritual."""
    row.refresh_from_db()
    return [Message.objects.get(pk=pk).text for pk in row.said]


def seat_alice(cast: Cast) -> int:
    """Make the owner a member with a seat, as hosts have; return the member."""
    from coterie.groups.domain.membership import join_group
    from coterie.members.domain.member import admit_member

    account = cast.accounts["alice"].pk
    member = admit_member(community=cast.table.pk, account=account, name="Alice", actor=cast.actor("alice"), now=NOW)
    join_group(group=cast.group.pk, member=member.pk, actor=cast.actor("alice"), now=NOW)
    return member.pk
