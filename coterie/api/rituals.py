"""Rituals and their times, for operators."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.groups.queries.groups import public_groups
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import keys_of, members_of_staff
from coterie.rituals.domain.calendar import copy_week
from coterie.rituals.domain.occurrence import (
    cancel_occurrence,
    edit_occurrence,
    move_occurrence,
    restore_occurrence,
    tick_step,
)
from coterie.rituals.domain.ritual import archive_ritual, create_ritual, edit_ritual, pause_ritual
from coterie.rituals.enums import MissedPolicy, OccurrenceState, RitualKind, Rule
from coterie.rituals.models import Occurrence, Ritual
from coterie.rituals.queries.rituals import occurrences_run_by, rituals_run_by

router = Router(tags=["rituals"])
RITUALS, RITUAL = "/communities/{slug}/rituals", "/communities/{slug}/rituals/{key}"
TIMES, TIME = "/communities/{slug}/occurrences", "/communities/{slug}/occurrences/{key}"


class Step(Schema):
    """A step of the run of the show, in minutes from the beginning."""

    minute: int = Field(ge=-10080, le=1440)
    text: str = Field(min_length=1, max_length=120)


class RitualFacts(Schema):
    """What recurs, when, and where; times and dates by the community's clock."""

    kind: RitualKind = RitualKind.TOPIC
    title: str = Field(min_length=1, max_length=80)
    brief: str = Field("", max_length=2000)
    groups: list[str] = Field(min_length=1, max_length=200, description="keys of groups")
    rule: Rule = Rule.WEEKLY
    first_on: date
    until: date | None = None
    weekdays: list[int] = Field([], max_length=7, description="0 is Monday")
    every: int = Field(1, ge=1, le=12, description="weeks from one to the next")
    after: int = Field(0, ge=0, le=366, description="day after a group began; its first day is day 1")
    at: time
    minutes: int = Field(30, ge=5, le=1440)
    hosts: list[str] = Field([], max_length=50, description="keys of members of the staff, who take turns")
    announce_hours: int = Field(24, ge=0, le=168)
    remind_minutes: int = Field(15, ge=0, le=180)
    missed: MissedPolicy = MissedPolicy.LATE
    checklist: list[Step] = Field([], max_length=40)


class RitualOut(RitualFacts):
    """A ritual."""

    key: str
    paused_at: datetime | None


class OccurrenceOut(Schema):
    """One time of a ritual."""

    key: str
    ritual: str
    group: str
    on: date
    starts_at: datetime
    ends_at: datetime
    title: str
    host: str | None = Field(description="key of a member")
    state: OccurrenceState
    on_time: bool | None
    opened_at: datetime | None
    closed_at: datetime | None
    people: int
    contributions: int
    ticked: list[int] = Field(description="places of the steps that are done")


class OccurrenceFacts(Schema):
    """What to change of one time; what is null stays. An empty host takes the host away."""

    title: str | None = Field(None, max_length=120)
    host: str | None = Field(None, max_length=12, description="key of a member of the staff")
    starts_at: AwareDatetime | None = None


class On(Schema):
    """Whether it takes place."""

    on: bool


class Done(Schema):
    """Whether a step is done."""

    done: bool


class Weeks(Schema):
    """A week to be repeated, and the week that gets it: their Mondays."""

    monday: date
    to: date


class Copied(Schema):
    """How many times were added."""

    added: int


class Stretch(Slice):
    """Times that begin in a stretch."""

    since: datetime | None = None
    until: datetime | None = None


def ritual_shown(row: Ritual, names: dict[int, str]) -> dict[str, Any]:
    """Return a ritual as the API shows one."""
    facts = {name: getattr(row, name) for name in RitualOut.model_fields if name not in ("groups", "hosts")}
    hosts = [names[host] for host in row.hosts if host in names]
    return {**facts, "groups": [group.key for group in row.groups.all()], "hosts": hosts}


def time_shown(row: Occurrence) -> dict[str, Any]:
    """Return one time as the API shows it."""
    named = ("ritual", "group", "host", "ticked")
    facts = {name: getattr(row, name) for name in OccurrenceOut.model_fields if name not in named}
    ticked = sorted(int(place) for place in row.ticked)
    host = row.host.key if row.host else None
    return {**facts, "ritual": row.ritual.key, "group": row.group.key, "host": host, "ticked": ticked}


def staff_keys(community: int) -> dict[int, str]:
    """Return the keys of who can hold a ritual."""
    return keys_of(community, members_of_staff(community))


def facts_of(community: int, body: RitualFacts) -> dict[str, Any]:
    """Return what the verbs take. Raises NotFound for groups and hosts that are not here."""
    groups = dict(public_groups(community).filter(key__in=body.groups).values_list("key", "pk"))
    hosts = {key: pk for pk, key in staff_keys(community).items()}
    given = body.dict()
    for name, known in (("groups", groups), ("hosts", hosts)):
        if not set(given[name]) <= set(known):
            raise NotFound(_("There is no such thing here."), field=name)
        given[name] = [known[key] for key in given[name]]
    return given


def ritual_at(request: HttpRequest, slug: str, key: str, permission: str) -> Ritual:
    """Return a ritual of a community."""
    community = community_at(request, slug, permission)
    row = rituals_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such ritual."))
    return row


def time_at(request: HttpRequest, slug: str, key: str, permission: str) -> Occurrence:
    """Return one time of a ritual."""
    community = community_at(request, slug, permission)
    row = occurrences_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such ritual."))
    return row


@router.get(RITUALS, response=Page[RitualOut])
def rituals(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the rituals, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    names = staff_keys(community.pk)
    return page_of(rituals_run_by(actor_of(request), community.pk), part, lambda row: ritual_shown(row, names))


@router.post(RITUALS, response={201: RitualOut})
def new_ritual(request: HttpRequest, slug: str, body: RitualFacts) -> Status[dict[str, Any]]:
    """Plan something that recurs; its times of five weeks are written down."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = facts_of(community.pk, body)
    row = create_ritual(community=community.pk, **facts, actor=actor_of(request), now=now())
    return Status(201, ritual_shown(row, staff_keys(community.pk)))


@router.get(RITUAL, response=RitualOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a ritual."""
    row = ritual_at(request, slug, key, Permission.SEE_CONSOLE)
    return ritual_shown(row, staff_keys(row.community_id))


@router.put(RITUAL, response=RitualOut)
def change(request: HttpRequest, slug: str, key: str, body: RitualFacts) -> dict[str, Any]:
    """Change a ritual; times to come follow, except those that were announced or moved."""
    row = ritual_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_ritual(ritual=row.pk, **facts_of(row.community_id, body), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.put(f"{RITUAL}/state", response=RitualOut)
def switch(request: HttpRequest, slug: str, key: str, body: On) -> dict[str, Any]:
    """Pause a ritual, or take it up again."""
    row = ritual_at(request, slug, key, Permission.EDIT_RITUALS)
    row = pause_ritual(ritual=row.pk, on=body.on, actor=actor_of(request), now=now())
    return ritual_shown(row, staff_keys(row.community_id))


@router.delete(RITUAL, response={204: None})
def put_away(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Put a ritual away; what took place stays."""
    row = ritual_at(request, slug, key, Permission.EDIT_RITUALS)
    archive_ritual(ritual=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get(TIMES, response=Page[OccurrenceOut])
def occurrences(request: HttpRequest, slug: str, part: Query[Stretch]) -> dict[str, object]:
    """List the times of all rituals, the latest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = occurrences_run_by(actor_of(request), community.pk)
    rows = rows.filter(starts_at__gte=part.since) if part.since else rows
    rows = rows.filter(starts_at__lt=part.until) if part.until else rows
    return page_of(rows, part, time_shown, by_time="starts_at")


@router.get(TIME, response=OccurrenceOut)
def one_time(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show one time of a ritual."""
    return time_shown(time_at(request, slug, key, Permission.SEE_CONSOLE))


@router.patch(TIME, response=OccurrenceOut)
def change_time(request: HttpRequest, slug: str, key: str, body: OccurrenceFacts) -> dict[str, Any]:
    """Give one time another topic, another host or another moment."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    facts: dict[str, Any] = {"occurrence": row.pk, "actor": actor_of(request), "now": now()}
    if body.starts_at:
        move_occurrence(starts_at=body.starts_at, **facts)
    if body.title is not None or body.host is not None:
        edit_occurrence(title=body.title, host=host_of(row.community_id, body.host), **facts)
    return time_shown(time_at(request, slug, key, Permission.EDIT_RITUALS))


def host_of(community: int, key: str | None) -> int | None:
    """Return the host's number; 0 for nobody, None for no change."""
    if not key:
        return None if key is None else 0
    return next((pk for pk, known in staff_keys(community).items() if known == key), -1)


@router.put(f"{TIME}/state", response=OccurrenceOut)
def switch_time(request: HttpRequest, slug: str, key: str, body: On) -> dict[str, Any]:
    """Cancel one time, or let it take place after all."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    verb = restore_occurrence if body.on else cancel_occurrence
    verb(occurrence=row.pk, actor=actor_of(request), now=now())
    return time_shown(time_at(request, slug, key, Permission.EDIT_RITUALS))


@router.put(f"{TIME}/steps/{{number}}", response=OccurrenceOut)
def step(request: HttpRequest, slug: str, key: str, number: int, body: Done) -> dict[str, Any]:
    """Mark a step of the run of the show, counted from 0."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    tick_step(occurrence=row.pk, place=number, done=body.done, actor=actor_of(request), now=now())
    return time_shown(time_at(request, slug, key, Permission.EDIT_RITUALS))


@router.post("/communities/{slug}/week-copies", response=Copied)
def copy(request: HttpRequest, slug: str, body: Weeks) -> dict[str, int]:
    """Repeat a week in another; what stands there already stays."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    return {"added": copy_week(community=community.pk, **body.dict(), actor=actor_of(request), now=now())}
