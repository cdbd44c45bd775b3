from typing import ClassVar

from coterie.kit.errors import Conflict


class SoldOut(Conflict):
    """None of it is left."""

    code: ClassVar[str] = "sold_out"


class EnvelopeEmpty(Conflict):
    """Every share of the envelope is taken, or its time is over."""

    code: ClassVar[str] = "envelope_empty"
