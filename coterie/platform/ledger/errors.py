"""Why something cannot be booked."""

from typing import ClassVar

from coterie.kit.errors import Conflict, DomainError


class NotEnough(DomainError):
    """An account would fall below zero that must not owe."""

    code: ClassVar[str] = "not_enough"


class ReversedTwice(Conflict):
    """More would be taken back than was booked."""

    code: ClassVar[str] = "reversed_twice"


class BookedOtherwise(Conflict):
    """The business key was used before, for other amounts."""

    code: ClassVar[str] = "booked_otherwise"
