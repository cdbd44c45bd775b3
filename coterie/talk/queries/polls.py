"""Polls as a screen shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q

from coterie.talk.models import Choice, Poll


class Option(NamedTuple):
    """One choice: how many took it, whether the reader did, and its share of all choosers in per cent."""

    text: str
    number: int
    mine: bool
    percent: int


class PollShown(NamedTuple):
    """A poll: its choices in their order, how many people chose, how many one may choose, and its end."""

    options: tuple[Option, ...]
    people: int
    most: int
    open: bool
    open_until: datetime | None


def polls_of(messages: Sequence[int], reader: int | None, now: datetime) -> dict[int, PollShown]:
    """Return the polls of some messages; three queries whatever their number."""
    if not messages:
        return {}
    polls = list(Poll.objects.filter(message__in=messages))
    keys = [poll.pk for poll in polls]
    chosen = Choice.objects.filter(poll__in=keys)
    mine = Max("pk", filter=Q(member=reader or 0))
    counts = {
        (poll, option): (number, own is not None)
        for poll, option, number, own in chosen.values_list("poll", "option").annotate(n=Count("pk"), own=mine)
    }
    people = dict(chosen.values_list("poll").annotate(n=Count("member", distinct=True)))
    return {poll.message_id: drawn(poll, counts, people.get(poll.pk, 0), now) for poll in polls}


def drawn(poll: Poll, counts: dict[tuple[int, int], tuple[int, bool]], people: int, now: datetime) -> PollShown:
    """Return one poll."""
    options = []
    for place, text in enumerate(poll.options):
        number, mine = counts.get((poll.pk, place), (0, False))
        options.append(Option(text, number, mine, round(100 * number / people) if people else 0))
    is_open = poll.open_until is None or poll.open_until > now
    return PollShown(tuple(options), people, poll.most, is_open, poll.open_until)
