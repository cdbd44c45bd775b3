"""Planning what recurs."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import members_of_staff
from coterie.platform.events.log import publish
from coterie.rituals.domain.calendar import lay_out, take_back
from coterie.rituals.enums import MissedPolicy, RitualKind, Rule
from coterie.rituals.events import RitualChanged
from coterie.rituals.models import Ritual

MOST_RITUALS, MOST_STEPS = 200, 40
LIMITS: dict[str, tuple[int, int]] = {
    "every": (1, 12), "after": (0, 366), "minutes": (5, 1440), "announce_hours": (0, 168), "remind_minutes": (0, 180),
}  # fmt: skip


class RitualFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    kind: str
    title: str
    brief: str
    groups: Sequence[int]
    rule: str
    first_on: date
    until: date | None
    weekdays: Sequence[int]
    every: int
    after: int
    at: time
    minutes: int
    hosts: Sequence[int]
    announce_hours: int
    remind_minutes: int
    missed: str
    checklist: Sequence[dict[str, Any]]


@transaction.atomic
def create_ritual(*, community: int, actor: Actor, now: datetime, **facts: Unpack[RitualFacts]) -> Ritual:
    """Plan something that recurs, and its times of the next weeks. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    if Ritual.objects.filter(community=community, archived_at=None).count() >= MOST_RITUALS:
        raise Conflict(_("A community has at most 200 rituals."))
    kept = checked_facts(community, facts)
    groups = kept.pop("groups", ())
    row = Ritual(community_id=community, created_at=now, **kept)
    refuse_dateless(row)
    row.save()
    row.groups.set(groups)
    lay_out(row, now)
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_ritual(*, ritual: int, actor: Actor, now: datetime, **facts: Unpack[RitualFacts]) -> Ritual:
    """Change what is given; times to come follow, except those that were moved by hand or announced."""
    row = locked(Ritual.objects.filter(pk=ritual, archived_at=None))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    kept = checked_facts(row.community_id, facts)
    groups = kept.pop("groups", None)
    fields = altered(row, kept)
    if groups is not None and set(groups) != set(row.groups.values_list("pk", flat=True)):
        row.groups.set(groups)
        fields = [*fields, "groups"]
    if not fields:
        return row
    refuse_dateless(row)
    row.save()
    take_back(row, now)
    if row.paused_at is None:
        lay_out(row, now)
    return told(row, fields, actor, now)


@transaction.atomic
def pause_ritual(*, ritual: int, on: bool, actor: Actor, now: datetime) -> Ritual:
    """Stop a ritual (on False) until it is taken up again; what was announced still takes place."""
    row = locked(Ritual.objects.filter(pk=ritual, archived_at=None))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    if (row.paused_at is None) == on:
        return row
    row.paused_at = None if on else now
    row.save(update_fields=["paused_at"])
    (lay_out if on else take_back)(row, now)
    return told(row, ["paused_at"], actor, now)


@transaction.atomic
def archive_ritual(*, ritual: int, actor: Actor, now: datetime) -> Ritual:
    """Put a ritual away; what took place stays."""
    row = locked(Ritual.objects.filter(pk=ritual, archived_at=None))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    take_back(row, now)
    return told(row, ["archived_at"], actor, now)


def told(row: Ritual, fields: list[str], actor: Actor, now: datetime) -> Ritual:
    """Tell of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(RitualChanged(at=now, data={"fields": sorted(fields), "kind": row.kind}, **facts))
    return row


def checked_facts(community: int, facts: RitualFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    refuse_strange(kept)
    for name, longest in (("title", 80), ("brief", 2000)):
        if name in kept:
            kept[name] = kept[name].strip()[:longest]
    if "weekdays" in kept:
        kept["weekdays"] = sorted({day for day in kept["weekdays"] if day in range(7)})
    if "groups" in kept:
        kept["groups"] = checked_groups(community, kept["groups"])
    if "hosts" in kept and not set(kept["hosts"]) <= set(members_of_staff(community)):
        raise NotFound(_("There is no such member of the staff."), field="hosts")
    if "checklist" in kept:
        kept["checklist"] = checked_steps(kept["checklist"])
    return kept


def refuse_strange(facts: dict[str, Any]) -> None:
    """Refuse what is not in a list, and numbers that are out of all reason."""
    for name, choices in (("kind", RitualKind), ("rule", Rule), ("missed", MissedPolicy)):
        if name in facts and facts[name] not in choices.values:
            raise Invalid(_("Choose from the list."), field=name)
    refuse_beyond(LIMITS, facts)


def checked_groups(community: int, groups: Sequence[int]) -> list[int]:
    """Return the groups, each once. Raises Invalid without any, NotFound for one of another community."""
    wanted = list(dict.fromkeys(groups))
    if not wanted:
        raise Invalid(_("Choose at least one group."), field="groups")
    if public_groups(community).filter(pk__in=wanted).count() < len(wanted):
        raise NotFound(_("There is no such group."), field="groups")
    return wanted


def checked_steps(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the run of the show in the order of its minutes."""
    kept = [{"minute": step.get("minute"), "text": str(step.get("text", "")).strip()[:120]} for step in steps]
    wrong = any(not isinstance(step["minute"], int) or not -10080 <= step["minute"] <= 1440 for step in kept)
    if wrong or len(kept) > MOST_STEPS or not all(step["text"] for step in kept):
        raise Invalid(_("A step has a minute and a text; there are at most 40."), field="checklist")
    return sorted(kept, key=lambda step: step["minute"])


def refuse_dateless(row: Ritual) -> None:
    """Refuse what has no name, or would never take place."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if row.rule == Rule.WEEKLY and not row.weekdays:
        raise Invalid(_("Choose at least one day of the week."), field="weekdays")
    if row.rule == Rule.AFTER_OPENING and not row.after:
        raise Invalid(_("Say on which day."), field="after")
    if row.rule == Rule.AFTER_JOINING and row.after < 2:
        raise Invalid(_("Say on which day, from the second on."), field="after")
    if row.until and row.until < row.first_on:
        raise Invalid(_("The end lies before the beginning."), field="until")
