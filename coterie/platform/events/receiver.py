"""Who listens: functions that hear every event of some kinds, in order, at least once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.core.checks import CheckMessage, Error

from coterie.platform.events.event import KINDS
from coterie.platform.events.models import LoggedEvent


class Hearing(Protocol):
    """A reaction to one event; its effects and its cursor are committed together."""

    def __call__(self, event: LoggedEvent, *, now: datetime) -> None:
        """React to `event`."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A named listener; the name keys its cursor, so it must not change."""

    name: str
    kinds: frozenset[str] | None
    hear: Hearing


RECEIVERS: dict[str, Receiver] = {}

H = TypeVar("H", bound=Hearing)


def receiver(name: str, *, kinds: tuple[str, ...] | None = None) -> Callable[[H], H]:
    """Enter the function as the receiver `name` of events of `kinds` (None: of all)."""

    def enter(hear: H) -> H:
        if name in RECEIVERS:
            raise ValueError(f"two receivers are called {name!r}")
        RECEIVERS[name] = Receiver(name, None if kinds is None else frozenset(kinds), hear)
        return hear

    return enter


def unknown_kinds(**_: Any) -> list[CheckMessage]:  # noqa: ANN401 - Django's form of a check
    """Find receivers that wait for events which nobody publishes: a misspelt kind is silent otherwise."""
    return [
        Error(f"receiver {receiver.name} listens to unknown kinds: {', '.join(sorted(unknown))}", id="events.E001")
        for receiver in RECEIVERS.values()
        if receiver.kinds is not None and (unknown := receiver.kinds - KINDS.keys())
    ]
