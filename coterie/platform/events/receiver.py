"""Who listens: functions that hear every event of some kinds, in order, at least once."""

from collections.abc import Callable, Sequence
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


class HearingMany(Protocol):
    """A reaction to some events in their order, for a receiver that can sum them up."""

    def __call__(self, events: Sequence[LoggedEvent], *, now: datetime) -> None:
        """React to `events`."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A named listener; the name keys its cursor, so it must not change. It hears one by one, or many at once."""

    name: str
    kinds: frozenset[str] | None
    hear: Hearing
    hear_many: HearingMany | None = None


RECEIVERS: dict[str, Receiver] = {}

H = TypeVar("H", bound=Hearing)
M = TypeVar("M", bound=HearingMany)


def receiver(name: str, *, kinds: tuple[str, ...] | None = None) -> Callable[[H], H]:
    """Enter the function as the receiver `name` of events of `kinds` (None: of all)."""

    def enter(hear: H) -> H:
        _enter(Receiver(name, _set(kinds), hear))
        return hear

    return enter


def receiver_of_many(name: str, *, kinds: tuple[str, ...] | None = None) -> Callable[[M], M]:
    """Enter the function as a receiver that is given its events by the hundred, for one statement instead of many."""

    def enter(hear_many: M) -> M:
        def hear(event: LoggedEvent, *, now: datetime) -> None:
            hear_many([event], now=now)

        _enter(Receiver(name, _set(kinds), hear, hear_many))
        return hear_many

    return enter


def _enter(new: Receiver) -> None:
    if new.name in RECEIVERS:
        raise ValueError(f"two receivers are called {new.name!r}")
    RECEIVERS[new.name] = new


def _set(kinds: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if kinds is None else frozenset(kinds)


def unknown_kinds(**_: Any) -> list[CheckMessage]:
    """Find receivers that wait for events which nobody publishes: a misspelt kind is silent otherwise."""
    return [
        Error(f"receiver {receiver.name} listens to unknown kinds: {', '.join(sorted(unknown))}", id="events.E001")
        for receiver in RECEIVERS.values()
        if receiver.kinds is not None and (unknown := receiver.kinds - KINDS.keys())
    ]
