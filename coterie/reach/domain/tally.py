"""Counting what an import brings."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.reach.formats.records import Unparsed

SHOWN = 1_000
"""Unparsed lines that a report lists; all are counted."""
REASONS = 100
"""Different reasons that a report counts one by one."""

Counted = Literal[
    "lines", "blank", "messages", "actions", "joins", "leaves", "adds", "renames", "topics", "notices", "replies",
    "duplicates", "notices_known", "orders", "changed", "unparsed_total",
]  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What was read and what became of it.

    `messages`, `joins`, `leaves`, `orders` are new ones; `duplicates` are messages, orders or events, and
    `notices_known` joins and leaves, that were here already.
    """

    kind: str
    format: str
    dated: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    senders: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    customers: set[str] = field(default_factory=set)
    events: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    unparsed: list[Unparsed] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None

    def add(self, what: Counted, count: int = 1) -> None:
        """Count."""
        self.counts[what] += count

    @property
    def brought(self) -> bool:
        """Whether anything new was stored."""
        return bool(self.events) or any(
            self.counts[name] for name in ("messages", "joins", "leaves", "orders", "changed")
        )

    def saw(self, at: datetime) -> None:
        """Widen the time that the file covers."""
        if self.first is None or at < self.first:
            self.first = at
        if self.last is None or at > self.last:
            self.last = at

    def report(self, line: Unparsed) -> None:
        """Keep a line that nobody understood, or at least count it."""
        self.add("unparsed_total")
        if self.kind == "events":
            self.add("lines")
        if line.why in self.reasons or len(self.reasons) < REASONS:
            self.reasons[line.why] += 1
        if len(self.unparsed) < SHOWN:
            self.unparsed.append(line)

    def as_json(self) -> dict[str, Json]:
        """Return the report in the names of the contract."""
        names = ("messages", "joins", "leaves", "adds", "replies", "duplicates", "lines", "blank", "actions", "renames")
        shown = {name: self.counts[name] for name in (*names, "topics", "notices", "notices_known", "unparsed_total")}
        return {
            "kind": self.kind, "format": self.format, "senders": len(self.senders), **shown,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "unparsed": [{"line": each.line, "text": shown_text(each.text), "why": each.why} for each in self.unparsed],
            "unparsed_why": dict(self.reasons.most_common()),
            **self._of_chat(), **self._of_orders(), **self._of_events(),
        }  # fmt: skip

    def _of_chat(self) -> dict[str, Json]:
        return {"people": len(self.people), "dated": self.dated} if self.dated else {}

    def _of_orders(self) -> dict[str, Json]:
        if self.kind != "orders":
            return {}
        totals = {code: float(Money(minor, code).decimal) for code, minor in sorted(self.totals.items())}
        return {
            "orders": self.counts["orders"], "changed": self.counts["changed"], "customers": len(self.customers),
            "total": next(iter(totals.values())) if len(totals) == 1 else None, "totals": totals,
        }  # fmt: skip

    def _of_events(self) -> dict[str, Json]:
        if self.kind != "events":
            return {}
        return {"events": dict(sorted(self.events.items())), "orders": self.counts["orders"]}


def shown_text(text: str) -> str:
    """Return a line as a report can keep it: with a sign for each zero byte, which no database text holds."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; `values` are JSON in the names of the contract."""

    run: str
    values: dict[str, Json]

    def as_json(self) -> dict[str, Json]:
        """Return the report for a terminal or an API."""
        return self.values
