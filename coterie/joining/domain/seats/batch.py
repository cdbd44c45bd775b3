"""Many claims in one transaction: lock the codes, read the truth, decide, write."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Literal
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from coterie.communities.queries.communities import communities_visible_to
from coterie.joining.domain.host_task import ask_for_room
from coterie.joining.domain.seats import tickets
from coterie.joining.domain.seats.claim import UNKNOWN, Claim, Door, Seat
from coterie.joining.domain.seats.desk import Desk
from coterie.joining.domain.seats.growth import grown_slot
from coterie.joining.domain.seats.line import tell_promoted
from coterie.joining.domain.seats.slots import OpenSlot, Room
from coterie.joining.domain.seats.usher import Hall
from coterie.joining.enums import CodeState, SlotState, Verdict
from coterie.joining.events import CodeViewed
from coterie.joining.models import LiveCode, Slot
from coterie.joining.queries.room import free_seats
from coterie.joining.rules import Conditions
from coterie.kit.actor import Actor
from coterie.kit.db.statement import many, moment, rows
from coterie.platform.events.log import EventRow, insert_rows

CODES, SLOTS = LiveCode._meta.db_table, Slot._meta.db_table
LOCK_CODES = (
    "SELECT id, slug, community_id, channel_id, state, strategy, hold_minutes, waiting, new_group_name <> ''"  # noqa: S608
    f" AND most_new_groups > (SELECT COUNT(*) FROM {SLOTS} s WHERE s.code_id = {CODES}.id AND s.grown)"
    f" FROM {CODES} WHERE {{key}} IN ({{}}) ORDER BY id"
)
READ_SLOTS = (
    "SELECT code_id, id, number, group_id, capacity - reserve - corrected, taken, joined, valid_from, expires_at,"  # noqa: S608
    " turn, weight, languages, from_minute, to_minute, whom"
    f' FROM {SLOTS} WHERE code_id IN ({{}}) ORDER BY code_id, "order", number'
)
UPDATE_SLOT = f"UPDATE {SLOTS} SET taken = %s, joined = %s, turn = %s WHERE id = %s"  # noqa: S608
COUNT = (
    f"UPDATE {CODES} SET views = views + %s, visitors = visitors + %s, machine_looks = machine_looks + %s,"  # noqa: S608
    " waiting = waiting + %s WHERE id = %s"
)
PEOPLE = (Verdict.PERSON, Verdict.AGAIN)

Tally = Mapping[tuple[str, str, str], int]
"""Looks that took no seat, counted elsewhere: by slug, verdict and reason."""


def settle(
    claims: Sequence[Claim], *, tally: Tally | None = None, addresses: dict[int, str] | None = None, now: datetime
) -> list[Seat]:
    """Answer each claim, in the caller's transaction; nothing is promised before that is committed.

    `addresses` is a cache of communities' slugs, which never change, for a caller that settles often.
    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    slugs = {claim.slug for claim in claims} | {slug for slug, _verdict, _reason in tally or ()}
    desks = {desk.door.slug: desk for desk in open_desks("slug", slugs, addresses=addresses, now=now)}
    for slug, desk in desks.items():
        desk.known = tickets.read(
            desk.door.code, [claim.visitor for claim in claims if claim.slug == slug and needs_ticket(claim)]
        )
    seats = [desks[claim.slug].serve(claim) if claim.slug in desks else UNKNOWN for claim in claims]
    for (slug, verdict, reason), count in (tally or {}).items():
        if slug in desks:
            desks[slug].looks[verdict, reason] += count
    write(desks.values())
    return seats


def needs_ticket(claim: Claim) -> bool:
    """Tell whether a ticket may exist that matters for the answer."""
    return claim.verdict == Verdict.PERSON and not claim.fresh


def open_desks(
    key: Literal["id", "slug"], keys: Collection[int | str], *, addresses: dict[int, str] | None = None, now: datetime
) -> list[Desk]:
    """Lock codes (by their `slug` or `id`) and read everything that a decision about their seats needs.

    The lock comes first and in a statement of its own: what is read after it is the latest truth on PostgreSQL too.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("seats are given in a transaction")
    wait = " FOR UPDATE" if connection.features.has_select_for_update else ""
    codes = rows(LOCK_CODES.replace("{key}", key) + wait, keys) if keys else []
    if not codes:
        return []
    known = addresses if addresses is not None else {}
    learn_addresses(known, {row[2] for row in codes})
    slots = read_slots([row[0] for row in codes], now)
    doors = (
        Door(code, slug, community, known[community], channel, state != CodeState.ON, *facts)
        for code, slug, community, channel, state, *facts in codes
    )
    return [desk_of(door, slots[door.code], now) for door in doors]


def desk_of(door: Door, slots: list[OpenSlot], now: datetime) -> Desk:
    """Return the desk of a code, with the hour of its community where a slot asks for it."""
    timed = any(slot.conditions.from_minute is not None for slot in slots)
    hall = Hall(slots, door.strategy, minute_of_day(door.community, now) if timed else 0)
    return Desk(door, hall, now, partial(grown_slot, door.code, now) if door.grows else None)


def minute_of_day(community: int, now: datetime) -> int:
    """Return how many minutes ago the day began where the community lives."""
    [zone] = communities_visible_to(Actor.of_system()).filter(pk=community).values_list("timezone", flat=True)
    here = now.astimezone(ZoneInfo(zone))
    return here.hour * 60 + here.minute


def read_slots(codes: Collection[int], now: datetime) -> dict[int, list[OpenSlot]]:
    """Return the slots of codes in their order, with the room in their groups."""
    found = rows(READ_SLOTS, codes)
    rooms = {group: Room(free) for group, free in free_seats({row[3] for row in found if row[3] is not None}).items()}
    slots: dict[int, list[OpenSlot]] = {code: [] for code in codes}
    for code, slot, number, group, limit, taken, joined, begin, end, turn, weight, *asked in found:
        valid_from, expires_at = moment(begin), moment(end)
        closed = SlotState.EARLY if valid_from and now < valid_from else ""
        closed = SlotState.EXPIRED if expires_at and expires_at <= now else closed
        facts = (slot, number, group, limit, taken, joined, expires_at, closed, rooms.get(group))
        slots[code].append(OpenSlot(*facts, turn, weight, conditions_of(*asked)))
    return slots


@lru_cache(maxsize=1024)
def conditions_of(languages: str, from_minute: int | None, to_minute: int | None, whom: str) -> Conditions:
    """Return a slot's conditions from its columns."""
    return Conditions(tuple(languages.split(",")) if languages else (), from_minute, to_minute, whom)


def learn_addresses(known: dict[int, str], communities: Collection[int]) -> None:
    """Add the slugs of communities that are not known yet."""
    if missing := set(communities) - known.keys():
        everybody = communities_visible_to(Actor.of_system())
        known.update(everybody.filter(pk__in=missing).values_list("pk", "slug"))


def write(desks: Iterable[Desk]) -> None:
    """Write down what the desks decided."""
    desks = list(desks)
    write_tickets(desks)
    changed = [slot for desk in desks for slot in desk.slots.values() if slot.changed]
    many(UPDATE_SLOT, [(slot.taken, slot.joined, slot.turn, slot.id) for slot in changed])
    many(COUNT, [counted for desk in desks if any(counted := counts(desk))])
    events = [event for desk in desks for event in (*desk.events, *looks(desk))]
    if events:
        insert_rows(events)
    for desk in desks:
        if desk.turned_away:
            ask_for_room(desk.door, desk.now)
        if desk.promoted:
            tell_promoted(desk.door, desk.promoted)


def write_tickets(desks: list[Desk]) -> None:
    """Write down what became of the tickets, in the order in which it can have happened to one."""
    many(tickets.RELEASE, (row for desk in desks for row in desk.releases))
    many(tickets.RENEW, (row for desk in desks for row in desk.renewals))
    many(tickets.UPDATE, (row for desk in desks for row in desk.changes))
    many(tickets.INSERT, (row for desk in desks for row in desk.new))


def counts(desk: Desk) -> tuple[int, int, int, int, int]:
    """Return what a desk adds to its code's counters: views, visitors, machines' looks, who waits; and the code."""
    views = sum(count for (verdict, _reason), count in desk.looks.items() if verdict in PEOPLE)
    return views, len(desk.new), desk.looks.total() - views, desk.waiting - desk.door.waiting, desk.door.code


def looks(desk: Desk) -> Iterable[EventRow]:
    """Yield one event for each kind of look that was no first scan."""
    looked: Counter[tuple[str, str]] = desk.looks
    for (verdict, reason), count in looked.items():
        if count and verdict != Verdict.PERSON:
            yield EventRow(
                desk.now,
                CodeViewed.kind,
                community=desk.door.community,
                channel=desk.door.channel,
                code=desk.door.code,
                data=json.dumps({"verdict": verdict, "reason": reason, "count": count}),
            )
