"""What a fact looks like before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from coterie.kit.json import Json

KINDS: dict[str, type["Event"]] = {}
"""Every kind of event by name; filled as contexts declare their classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact, in the past tense. It carries ids and numbers, never names, texts or addresses.

    Declare one per kind in the `events.py` of the context that tells it::

        class MemberJoined(Event):
            "A person became a member."

            kind = "member_joined"
    """

    kind: ClassVar[str] = ""

    at: datetime
    community: int | None = None
    actor: int | None = None
    subject: int | None = None
    visitor: int | None = None
    member: int | None = None
    group: int | None = None
    campaign: int | None = None
    channel: int | None = None
    code: int | None = None
    order: int | None = None
    data: Mapping[str, Json] = field(default_factory=dict)

    def __init_subclass__(cls) -> None:
        """Enter the new kind in `KINDS`."""
        known = KINDS.setdefault(cls.kind, cls)
        if not cls.kind or (known.__module__, known.__qualname__) != (
            cls.__module__,
            cls.__qualname__,
        ):
            raise TypeError(f"{cls.__qualname__}: the kind {cls.kind!r} is empty or taken by {known.__qualname__}")
        KINDS[cls.kind] = cls
