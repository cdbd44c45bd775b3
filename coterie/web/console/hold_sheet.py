"""What the page of a friend who is held shows: the ring as a picture, and the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from coterie.growth.enums import Signal
from coterie.growth.queries.holds import Ring
from coterie.web.drawing.circle import Circle, draw_circle


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody of the ring by the number in the picture, with what ties them to others."""

    number: int
    key: str
    name: str
    joined_at: datetime | None
    ties: Sequence[str]


@dataclass(frozen=True, slots=True)
class RingSheet:
    """A ring as it is drawn and told."""

    inviter: str
    initial: str
    people: Sequence[Placed]
    drawing: Circle
    kinds: Sequence[str]
    left_out: int


def ring_sheet(ring: Ring) -> RingSheet:
    """Draw a ring, and tell it."""
    numbers = {one.member: number for number, one in enumerate(ring.people, 1)}
    people = [
        Placed(numbers[one.member], one.key, one.name, one.joined_at, list(ties_of(one.member, ring, numbers)))
        for one in ring.people
    ]
    drawing = draw_circle(list(numbers), [(tie.one, tie.other, str(tie.by)) for tie in ring.ties])
    kinds = sorted({str(tie.by) for tie in ring.ties})
    return RingSheet(ring.inviter, ring.inviter[:1], people, drawing, kinds, ring.left_out)


def ties_of(member: int, ring: Ring, numbers: Mapping[int, int]) -> Iterator[str]:
    """Yield what ties somebody to those who came before them."""
    words = {
        Signal.BROWSER: _("from the browser of number %(number)s"),
        Signal.BURST: _("within a minute of number %(number)s"),
    }
    for tie in ring.ties:
        if tie.other == member:
            yield words[tie.by] % {"number": numbers[tie.one]}
