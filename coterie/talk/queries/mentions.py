"""Who is named in a text: `@name` or `@number` of somebody who sits in the group."""

import re
from collections.abc import Mapping

from django.db.models import Q
from django.db.models.functions import Lower

from coterie.groups.queries.groups import members_in
from coterie.members.enums import MemberState

MOST = 20
"""Mentions of one message; more than that is shouting."""
LONGEST_NAME = 60

_AT = re.compile(r"(?<![A-Za-z0-9._])@(?=\S)")
_NUMBER = re.compile(r"(?:no\.)?(\d{1,9})(?!\d)", re.IGNORECASE | re.ASCII)
_GOES_ON = re.compile(r"[A-Za-z0-9]{2}")


def mentions_in(group: int, text: str) -> list[list[int]]:
    """Return [begin, end, member] for every mention in the text, in its order.

    Where one name begins another, the longer one is meant; a name is meant before a number.
    """
    tails = {at.start(): text[at.end() : at.end() + LONGEST_NAME] for at in list(_AT.finditer(text))[:MOST]}
    if not tails:
        return []
    named, numbered = _members_called(group, list(tails.values()))
    calls = ((at, _call(tail, named, numbered)) for at, tail in tails.items())
    return [[at, at + 1 + call[0], call[1]] for at, call in calls if call]


def _members_called(group: int, tails: list[str]) -> tuple[dict[str, int], dict[int, int]]:
    """Return the members of the group that the tails may begin with, by lower-case name and by number."""
    beginnings = {tail[:length] for tail in tails for length in range(1, len(tail) + 1)}
    numbers = [int(found[1]) for tail in tails if (found := _NUMBER.match(tail))]
    seats = members_in(group).filter(member__state=MemberState.ACTIVE).annotate(lower=Lower("member__name"))
    seats = seats.filter(
        Q(member__name__in=beginnings)
        | Q(lower__in={beginning.lower() for beginning in beginnings})
        | Q(member__number__in=numbers)
    )
    members = list(seats.values_list("member", "member__name", "member__number"))
    return (
        {name.lower(): member for member, name, _number in members},
        {number: member for member, _name, number in members},
    )


def _call(tail: str, named: Mapping[str, int], numbered: Mapping[int, int]) -> tuple[int, int] | None:
    """Return how many signs of the tail call a member, and whom."""
    for length in range(len(tail), 0, -1):
        member = named.get(tail[:length].lower())
        if member is not None and not _GOES_ON.fullmatch(tail[length - 1 : length + 1]):
            return length, member
    number = _NUMBER.match(tail)
    member = numbered.get(int(number[1])) if number else None
    return (number.end(), member) if number and member is not None else None
