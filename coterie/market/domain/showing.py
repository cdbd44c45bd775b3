"""Showing one price of a test to one person, for ever the same.

A person is known by a browser, by a membership, or by both. Where both were shown something before, the earlier
stands; a browser that another member uses keeps what that member saw, and who has seen nothing yet joins them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from coterie.groups.queries.groups import seats_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.market.enums import KnownBy, LadderBy, LadderState
from coterie.market.models import Ladder, Rung, Showing, ShownTo
from coterie.market.rules import place_on


class Person(NamedTuple):
    """Who looks: a browser's number, a member's, or both."""

    visitor: int | None
    member: int | None

    @property
    def names(self) -> list[tuple[str, int]]:
        """By what they are known, the membership first."""
        given = ((KnownBy.MEMBER, self.member), (KnownBy.VISITOR, self.visitor))
        return [(str(kind), number) for kind, number in given if number is not None]


@transaction.atomic
def show_ladder(*, ladder: int, visitor: int | None, member: int | None, actor: Actor, now: datetime) -> Rung:  # noqa: ARG001 - whoever looks may
    """Return what a person sees of a running test, and count them once."""
    person, row = Person(visitor, member), Ladder.objects.get(pk=ladder)
    known = showings_of(row, person)
    if len(known) == len(person.names) and len({one.pk for one in known.values()}) == 1:
        return next(iter(known.values())).rung
    for kind, number in sorted(person.names):
        lock_name(f"ladder:{ladder}:{kind}:{number}")
    return settled(row, person, showings_of(row, person), now).rung


@transaction.atomic
def know_visitor(*, community: int, visitor: int, member: int, actor: Actor, now: datetime) -> None:
    """Note that a browser is a member's: what was shown to it in running tests was shown to them."""
    rows = ShownTo.objects.filter(ladder__community=community, ladder__state=LadderState.RUNNING)
    seen = rows.filter(known_by=KnownBy.VISITOR, number=visitor).order_by("ladder")
    for ladder in list(seen.values_list("ladder", flat=True)):
        show_ladder(ladder=ladder, visitor=visitor, member=member, actor=actor, now=now)


Known = dict[tuple[str, int], Showing]


def showings_of(row: Ladder, person: Person) -> Known:
    """Return what was shown to a person, by what they are known by."""
    found: Known = {}
    for kind, number in person.names:
        rows = ShownTo.objects.filter(ladder=row, known_by=kind, number=number)
        if one := rows.select_related("showing__rung__offer").first():
            found[kind, number] = one.showing
    return found


def settled(row: Ladder, person: Person, known: Known, now: datetime) -> Showing:
    """Let all that a person is known by lead to one showing: the earliest, or a new one."""
    own = known.get((KnownBy.MEMBER, person.member or 0))
    theirs = known.get((KnownBy.VISITOR, person.visitor or 0))
    if own and theirs and own != theirs and is_of_another(theirs, person.member):
        return own
    found = sorted({*known.values()}, key=lambda one: (one.at, one.pk))
    kept = found[0] if found else begun(row, person, now)
    for other in found[1:]:
        merge(other, kept, person)
    for name in person.names:
        if name not in known:
            ShownTo.objects.create(ladder=row, known_by=name[0], number=name[1], showing=kept)
    return kept


def is_of_another(showing: Showing, member: int | None) -> bool:
    """Tell whether another member was shown the same by the same browser."""
    return showing.known.filter(known_by=KnownBy.MEMBER).exclude(number=member or 0).exists()


def merge(other: Showing, kept: Showing, person: Person) -> None:
    """Let the later of two showings of one person become the earlier; what another member saw stays theirs."""
    if is_of_another(other, person.member):
        other.known.filter(known_by=KnownBy.MEMBER, number=person.member or 0).update(showing=kept)
        return
    other.known.update(showing=kept)
    other.delete()


def begun(row: Ladder, person: Person, now: datetime) -> Showing:
    """Show something to a person for the first time: their group's, where groups are tested, or their own."""
    rungs: Sequence[Rung] = list(row.rungs.select_related("offer"))
    group = first_group(person.member) if row.by == LadderBy.GROUP else None
    kind, number = person.names[0]
    unit = f"group:{group}" if group else ""
    place = place_on(row.key, unit or f"{kind}:{number}", [rung.weight for rung in rungs])
    return Showing.objects.create(ladder=row, rung=rungs[place], unit=unit, at=now)


def first_group(member: int | None) -> int | None:
    """Return the group in which a member was first, of those where they are."""
    rows = seats_of(member).order_by("joined_at", "pk") if member else None
    return rows.values_list("group", flat=True).first() if rows is not None else None
