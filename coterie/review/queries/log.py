"""The log of one community as a table: the lake's parts and the events written since the last roll, together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self, TypeVar, cast

import pyarrow as pa
from ibis import BaseBackend
from ibis.expr.types import Table

from coterie.review.models import LakeCursor
from coterie.review.queries.engine import connected, engine_for, instant_of
from coterie.review.queries.shelf import events_folder, lake_folder, mark_of, parts_of
from coterie.review.queries.tail import events_after
from coterie.review.rules.columns import SCHEMA
from coterie.review.rules.partition import Part
from coterie.review.rules.period import Period, Scope, moment

LIFE = ("message_posted", "reaction_added", "member_joined", "group_joined", "order_paid")
"""Kinds that only living people cause; their absence since an import means that nobody has been watched since."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a kind of event happened, and when first and last, in microseconds since 1970."""

    events: int
    first: int
    last: int


NEVER = Tally(0, 0, 0)


class Log:
    """Everything known of one community up to the end of the scope, ready for questions."""

    def __init__(self, engine: BaseBackend, events: Table, scope: Scope) -> None:
        """Stand on `events`, which have the columns of the log."""
        end = min(scope.until or scope.now, scope.now)
        known = events.filter((events.community == scope.community) & (events.at < end))
        self.engine = engine
        self.scope = scope
        self.kept: dict[str, Table] = {}
        self.found: dict[str, Any] = {}
        # A view, so that the questions on top of it stay short; an engine is asked in SQL, and long SQL takes time.
        self.engine.raw_sql(f"CREATE TEMP VIEW events AS {engine.compile(known.mutate(t=instant_of(known.at)))}")
        self.events = engine.table("events")

    @classmethod
    def of(cls, events: pa.Table, scope: Scope) -> Self:
        """Return the log of events given in memory."""
        engine = connected()
        return cls(engine, loaded(engine, events), scope)

    def table(self, question: Table) -> pa.Table:
        """Answer a question with columns."""
        return self.engine.to_pyarrow(question)

    def rows(self, question: Table) -> list[dict[str, Any]]:
        """Answer a question with rows, each a name-to-value mapping."""
        return self.table(question).to_pylist()  # type: ignore[no-any-return] # Arrow comes without types

    def one(self, question: Table) -> dict[str, Any]:
        """Answer a question that has exactly one row."""
        return self.rows(question)[0]

    def keep(self, name: str, facts: Callable[[], Table]) -> Table:
        """Return a table of facts, computed at most once."""
        if name not in self.kept:
            self.engine.raw_sql(f'CREATE TABLE "{name}" AS {self.engine.compile(facts())}')
            self.kept[name] = self.engine.table(name)
        return self.kept[name]

    @property
    def deeds(self) -> Table:
        """All events but messages, which are nine of ten; so they are looked through once for all other figures."""
        return self.keep("deeds", lambda: self.events.filter(self.events.kind != "message_posted"))

    def once(self, name: str, answer: Callable[[], T]) -> T:
        """Return an answer that several figures need, asking for it at most once."""
        if name not in self.found:
            self.found[name] = answer()
        return cast("T", self.found[name])

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """How often each kind happened, in the whole community."""
        by_kind = self.events.group_by("kind").aggregate(
            events=self.events.count(), first=self.events.t.min(), last=self.events.t.max()
        )
        return {row.pop("kind"): Tally(**row) for row in self.rows(by_kind)}

    def tally(self, *kinds: str) -> Tally:
        """How often any of some kinds happened."""
        found = [self.tallies[kind] for kind in kinds if kind in self.tallies]
        if not found:
            return NEVER
        return Tally(sum(t.events for t in found), min(t.first for t in found), max(t.last for t in found))

    @cached_property
    def period(self) -> Period:
        """The stretch that is reviewed: as asked, else from the first sign of life to the end of what was watched."""
        until = self.watched_until
        life = self.tally(*LIFE, "page_seen", "code_scanned")
        first = moment(life.first) if life.events else until
        return Period(min(self.scope.since or first, until), until, self.scope.zone)

    @cached_property
    def watched_until(self) -> datetime:
        """The end of what was watched: as asked, else now, else (only history was imported) the history's end."""
        if self.scope.until:
            return min(self.scope.until, self.scope.now)
        imported, life = self.tally("history_imported"), self.tally(*LIFE)
        if imported.events and life.events and life.last < imported.last:
            return moment(life.last + 1)
        return self.scope.now

    def during(self, facts: Table) -> Table:
        """Narrow facts to those that happened in the period."""
        return facts.filter(facts.t >= self.period.start, facts.t < self.period.end)


@contextmanager
def open_log(scope: Scope) -> Iterator[Log]:
    """Open the log of a community for the questions of one review: the lake's parts and the log's tail.

    The cursor is read first, and only parts up to it count: whatever is rolled meanwhile is still in the tail we read.
    """
    folder = events_folder()
    mark = mark_of(LakeCursor.objects.filter(id=1).first(), folder)
    until_month = min(scope.until or scope.now, scope.now).astimezone(UTC).strftime("%Y-%m")
    parts = parts_of(scope.community, folder=folder, mark=mark, until_month=until_month)
    tail = events_after(mark, community=scope.community)
    events = tail.num_rows + sum(part.events for part in parts)
    with engine_for(events, lake_folder()) as engine:
        yield Log(engine, joined(engine, parts, tail), scope)


def joined(engine: BaseBackend, parts: list[Part], tail: pa.Table) -> Table:
    """Return the lake's parts and the tail as one table."""
    latest = loaded(engine, tail)
    if not parts:
        return latest
    rolled = engine.read_parquet([str(part.path) for part in parts], hive_partitioning=False)
    return rolled.select(SCHEMA.names).union(latest)


def loaded(engine: BaseBackend, events: pa.Table) -> Table:
    """Hand events over to the engine."""
    engine.con.register("tail", events.select(SCHEMA.names))
    return engine.table("tail")
