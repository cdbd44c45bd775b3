"""The verb of every importer: take a file in, once, whatever its format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import communities_run_by
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.reach.domain.chat_history import ChatHistory
from coterie.reach.domain.event_history import EventHistory
from coterie.reach.domain.group_choice import group_for
from coterie.reach.domain.import_run import begin_import, end_import
from coterie.reach.domain.order_history import take_orders
from coterie.reach.domain.tally import ImportReport, Tally
from coterie.reach.formats.catalogue import FORMATS, kind_of
from coterie.reach.formats.events import format as events
from coterie.reach.formats.events.cells import is_json
from coterie.reach.formats.irc import format as irc
from coterie.reach.formats.orders import format as orders
from coterie.reach.formats.source import Source

KINDS = tuple(FORMATS)
AUTO = "auto"

Progress = Callable[[int], None]


def import_file(
    *,
    kind: str,
    path: Path,
    name: str = "",
    community: int,
    group: int | str | None = None,
    timezone: str = "",
    actor: Actor,
    now: datetime,
    progress: Progress = lambda _lines: None,
) -> ImportReport:
    """Take a file in, batch by batch; what is here already is only counted, so that it may be taken in again.

    `name` is what its owner calls the file where `path` is a copy, `group` the group of a chat log (its row, or the
    name of one that may be new; by default one named after the file), `timezone` that of times without one (by default
    the community's). `progress` hears how many lines are done.
    Raises Invalid, before anything is changed, for a file, kind or zone that cannot be used.
    """
    require(actor, Permission.IMPORT, community)
    row = communities_run_by(actor).get(pk=community)
    zone = zone_called(timezone or row.timezone)
    source = Source.of(path, name)
    job = Job(source, checked_kind(kind, source), community, group, zone, row.currency, actor, now, progress)
    return job.done()


def checked_kind(kind: str, source: Source) -> str:
    """Return a kind that can be imported, found out where it is not given."""
    if kind == AUTO:
        return kind_of(source)
    if kind not in KINDS:
        raise Invalid(_("Choose from the list."), field="kind")
    return kind


def zone_called(timezone: str) -> ZoneInfo:
    """Return the time zone of this name."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(_("There is no such time zone."), field="timezone") from error


@dataclass(frozen=True, slots=True)
class Job:
    """One file, its kind known, on its way in."""

    source: Source
    kind: str
    community: int
    group: int | str | None
    zone: ZoneInfo
    currency: str
    actor: Actor
    now: datetime
    progress: Progress

    def done(self) -> ImportReport:
        """Take the file in and return what it brought."""
        return {irc.KIND: self._chat, orders.KIND: self._orders, events.KIND: self._events}[self.kind]()

    def _chat(self) -> ImportReport:
        irc.refuse_strange(self.source)
        chat, group = irc.read(self.source, self.zone), self._group(self.group)
        tally = Tally(self.kind, irc.KIND, dated=chat.dated)
        run = self._begin(group)
        history = ChatHistory(
            community=self.community, group=group, origin=self.kind, tally=tally, actor=self.actor, now=self.now
        )
        history.take(chat.records, self.progress)
        return self._end(run, tally)

    def _orders(self) -> ImportReport:
        tally = Tally(self.kind, "table")
        bought = orders.read(self.source, self.zone, self.currency, tally.report)
        run = self._begin(None)
        take_orders(
            bought, community=self.community, tally=tally, progress=self.progress, actor=self.actor, now=self.now
        )
        return self._end(run, tally)

    def _events(self) -> ImportReport:
        tally = Tally(self.kind, "json" if is_json(self.source) else "table")
        happenings = events.read(self.source, self.zone, self.currency, tally.report)
        run = self._begin(None)
        history = EventHistory(
            community=self.community, group=lambda name: self._group(name or self.group), tally=tally,
            actor=self.actor, now=self.now,
        )  # fmt: skip
        history.take(happenings, self.progress)
        return self._end(run, tally)

    def _group(self, chosen: int | str | None) -> int:
        return group_for(community=self.community, chosen=chosen, file=self.source.name, actor=self.actor, now=self.now)

    def _begin(self, group: int | None) -> int:
        run = begin_import(
            community=self.community, group=group, kind=self.kind, file=PurePath(self.source.name).name,
            actor=self.actor, now=self.now,
        )  # fmt: skip
        return run.pk

    def _end(self, run: int, tally: Tally) -> ImportReport:
        return end_import(run=run, tally=tally, actor=self.actor, now=self.now)
