"""Hundreds of codes in one go, all or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.code import CodeFacts, checked_facts, create_code
from coterie.joining.domain.slot import MOST_SEATS, MOST_SLOTS, target_of
from coterie.joining.events import CodeCreated
from coterie.joining.models import Channel, LiveCode, Slot
from coterie.joining.rules import SLUG_LENGTH
from coterie.kit.actor import Actor
from coterie.kit.errors import DomainError, Invalid
from coterie.kit.ids import new_slug
from coterie.platform.events.log import publish

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """One code to make: it leads to `groups` (keys or names), to `link`, else to `slots` new groups."""

    facts: CodeFacts
    channel: str = ""
    """Name or key."""
    groups: tuple[str, ...] = ()
    link: str = ""
    slots: int = 1
    capacity: int = 200


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one of them; `place` counts from 0."""

    place: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be made, and why it cannot."""

    ready: list[tuple[LiveCode, list[Slot], int]] = field(default_factory=list)
    """Codes with their slots, and how many new groups they want besides."""
    wrong: list[Wrong] = field(default_factory=list)


def plan_codes(*, community: int, codes: Sequence[NewCode], actor: Actor, now: datetime) -> Plan:
    """Look at every code to be made, and say of each what is wrong; nothing is changed.

    Raises Invalid for none or too many.
    """
    require(actor, Permission.EDIT_CODES, community)
    if not 0 < len(codes) <= MOST:
        raise Invalid(_("Make between 1 and 1,000 codes at a time."), field="codes")
    names, plan = Names.of(community, actor), Plan()
    for place, new in enumerate(codes):
        try:
            plan.ready.append(drafted(community, new, names, actor, now))
        except DomainError as error:
            plan.wrong.append(Wrong(place, error.field or "", str(error)))
    return plan


@transaction.atomic
def create_codes(*, community: int, codes: Sequence[NewCode], actor: Actor, now: datetime) -> list[LiveCode]:
    """Make all these codes, or none. Raises Invalid for the first that is wrong, saying which."""
    plan = plan_codes(community=community, codes=codes, actor=actor, now=now)
    if plan.wrong:
        first = plan.wrong[0]
        raise Invalid(_("Code %(place)s: %(why)s") % {"place": first.place + 1, "why": first.why}, field=first.field)
    plain = [(code, slots) for code, slots, fresh in plan.ready if not fresh]
    LiveCode.objects.bulk_create(code for code, _slots in plain)
    Slot.objects.bulk_create(slot for _code, slots in plain for slot in slots)
    publish(*(created(code, len(slots), actor, now) for code, slots in plain))
    made = {place: code for place, (code, _slots, fresh) in enumerate(plan.ready) if not fresh}
    for place, new in enumerate(codes):
        if place not in made:
            made[place] = with_new_groups(community, new, plan.ready[place][0], actor, now)
    return [made[place] for place in range(len(codes))]


def created(code: LiveCode, slots: int, actor: Actor, now: datetime) -> CodeCreated:
    """Return the event of a new code."""
    facts = {"community": code.community_id, "channel": code.channel_id, "code": code.pk}
    return CodeCreated(at=now, actor=actor.account, data={"slots": slots}, **facts)


def with_new_groups(community: int, new: NewCode, code: LiveCode, actor: Actor, now: datetime) -> LiveCode:
    """Make a code that opens its own groups."""
    facts: CodeFacts = {**new.facts, "channel": code.channel_id}
    return create_code(
        community=community, slots=new.slots, capacity=new.capacity, actor=actor, now=now, **facts
    )  # fmt: skip


def drafted(
    community: int, new: NewCode, names: "Names", actor: Actor, now: datetime
) -> tuple[LiveCode, list[Slot], int]:
    """Return a code with its slots, none of them stored, and how many groups it wants besides."""
    if not 1 <= new.capacity <= MOST_SEATS:
        raise Invalid(_("A slot has between 1 and 100,000 seats."), field="capacity")
    if not 0 <= new.slots <= MOST_SLOTS:
        raise Invalid(_("A code has at most 1,000 slots."), field="slots")
    if new.groups and new.link:
        raise Invalid(_("Give groups or a link, not both."), field="link")
    facts: CodeFacts = {"title": "", **new.facts}
    facts["channel"] = found(names.channels, (new.channel,), "channel")[0] if new.channel else None
    kept = checked_facts(community, {name: value for name, value in facts.items() if name != "channel"})  # type: ignore[arg-type]
    kept["channel_id"] = facts["channel"]
    code = LiveCode(community_id=community, slug=new_slug(SLUG_LENGTH), created_at=now, **kept)
    targets: list[dict[str, object]] = [{"group_id": group} for group in found(names.groups, new.groups, "groups")]
    if new.link:
        targets = [target_of(community, "", new.link, "", actor)]
    slots = [
        Slot(code=code, number=number, order=number, capacity=new.capacity, **target)
        for number, target in enumerate(targets, start=1)
    ]
    return code, slots, 0 if targets else new.slots


def found(known: Mapping[str, int], names: Collection[str], field: str) -> list[int]:
    """Return the rows of these names. Raises Invalid for one that nothing has."""
    if missing := [name for name in names if name not in known]:
        raise Invalid(_("There is nothing called “%s”.") % missing[0], field=field)
    return [known[name] for name in names]


@dataclass(frozen=True, slots=True)
class Names:
    """The open groups and the channels in use by key and by name; a name comes before a key."""

    groups: Mapping[str, int]
    channels: Mapping[str, int]

    @classmethod
    def of(cls, community: int, actor: Actor) -> "Names":
        """Read what a community has."""
        groups = groups_run_by(actor, community).filter(archived_at=None)
        channels = Channel.objects.filter(community=community, archived_at=None)
        return cls(*(by_name(rows.values_list("key", "name", "pk")) for rows in (groups, channels)))


def by_name(rows: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """Return the rows by both of their names."""
    rows = list(rows)
    return {key: pk for key, _name, pk in rows} | {name: pk for _key, name, pk in rows}
