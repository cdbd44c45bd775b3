"""Taking a stream of events in: visits, members, groups, messages, purchases."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice

from django.db import transaction

from coterie.joining.events import PageSeen
from coterie.kit.actor import Actor
from coterie.market.domain.order import NewOrder, record_orders
from coterie.members.domain.import_members import Person, import_members
from coterie.platform.events.log import publish
from coterie.reach.domain.chat_history import ChatHistory
from coterie.reach.domain.fingerprint import Fingerprints, keep_marks, marks_known, take_turn
from coterie.reach.domain.order_history import SOURCE
from coterie.reach.domain.people import reference
from coterie.reach.domain.tally import Tally
from coterie.reach.formats.events.happening import Happening
from coterie.reach.formats.records import Joined, Left, Record, Said

BATCH = 2_000
ORIGIN = "events"

GroupFinder = Callable[[str], int]


class EventHistory:
    """One stream on its way into one community; `group` finds the group of a name, or the default one for ""."""

    def __init__(self, *, community: int, group: GroupFinder, tally: Tally, actor: Actor, now: datetime) -> None:
        """Begin with the first event."""
        self.community, self.group, self.tally, self.actor, self.now = community, group, tally, actor, now
        self.fingerprints = Fingerprints()
        self.rooms: dict[str, ChatHistory] = {}

    def take(self, happenings: Iterable[Happening], progress: Callable[[int], None]) -> None:
        """Take every event in; after a crash, take the same file again."""
        happenings = iter(happenings)
        while batch := list(islice(happenings, BATCH)):
            self._take_batch(batch)
            self.tally.add("lines", len(batch))
            progress(self.tally.counts["lines"])

    @transaction.atomic
    def _take_batch(self, batch: Sequence[Happening]) -> None:
        take_turn(self.community)
        marked = {self._mark(happening): happening for happening in batch}
        known = marks_known(self.community, marked)
        fresh = [happening for mark, happening in marked.items() if mark not in known]
        keep_marks(self.community, marked.keys() - known)
        for happening in batch:
            self.tally.saw(happening.at)
            self.tally.senders.add(happening.who)
        self.tally.add("duplicates", len(batch) - len(fresh))
        self.tally.events.update(happening.kind for happening in fresh)
        self._see([each for each in fresh if each.kind == "page_seen"])
        self._admit([each for each in fresh if each.kind == "member_joined"])
        self._sell([each for each in fresh if each.kind == "order_paid"])
        self._talk([each for each in fresh if each.kind in RECORDS])

    def _mark(self, happening: Happening) -> str:
        facts = (happening.kind, happening.who, happening.group, happening.order, happening.text)
        return self.fingerprints.of(happening.at, ORIGIN, *facts, str(happening.amount))

    def _see(self, seen: Sequence[Happening]) -> None:
        publish(
            *(
                PageSeen(
                    at=each.at, community=self.community, actor=self.actor.account,
                    visitor=visitor_called(self.community, each.who), data={"imported": True},
                )
                for each in seen
            )
        )  # fmt: skip

    def _admit(self, joined: Sequence[Happening]) -> None:
        people = [
            Person(reference(ORIGIN, each.who.casefold()), each.who, each.at, visitor_called(self.community, each.who))
            for each in joined
        ]
        if people:
            import_members(community=self.community, people=people, actor=self.actor, now=self.now)
            self.tally.add("adds", len(people))

    def _sell(self, sold: Sequence[Happening]) -> None:
        orders = [
            NewOrder(
                number=each.order or self._order_number(each), customer=each.who, amount=max(each.amount or 0, 0),
                refunded=max(-(each.amount or 0), 0), currency=each.currency, placed_at=each.at,
                paid_at=each.at if (each.amount or 0) >= 0 else None,
            )
            for each in sold
        ]  # fmt: skip
        if orders:
            recorded = record_orders(
                community=self.community, source=SOURCE, orders=orders, actor=self.actor, now=self.now
            )
            self.tally.add("orders", len(recorded.fresh))

    def _order_number(self, sold: Happening) -> str:
        return f"event-{blake2b(f'{sold.at}|{sold.who}|{sold.amount}'.encode(), digest_size=9).hexdigest()}"

    def _talk(self, told: Sequence[Happening]) -> None:
        """Hand what happened in groups to the histories of those groups."""
        records: dict[str, list[Record]] = defaultdict(list)
        for each in told:
            records[each.group].append(RECORDS[each.kind](each))
        for name, lines in records.items():
            if name not in self.rooms:
                self.rooms[name] = ChatHistory(
                    community=self.community, group=self.group(name), origin=ORIGIN, tally=self.tally,
                    actor=self.actor, now=self.now,
                )  # fmt: skip
            self.rooms[name].take_batch(lines)


RECORDS: dict[str, Callable[[Happening], Record]] = {
    "message_posted": lambda each: Said(each.line, each.at, each.who, each.text),
    "group_joined": lambda each: Joined(each.line, each.at, each.who),
    "group_left": lambda each: Left(each.line, each.at, each.who),
}


def visitor_called(community: int, who: str) -> int:
    """Return the visitor number of somebody known by name elsewhere: always the same, never 0."""
    digest = blake2b(f"{community}|{who}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2 | 1
