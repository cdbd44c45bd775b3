"""A newcomer's steps after the door, and the deeds of the first week."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.groups.queries.seat import seats_in
from coterie.joining.enums import Deed, WelcomeStep
from coterie.joining.events import NewcomerStepTaken, NewcomerTaskDone
from coterie.joining.models import Newcomer, Onboarding
from coterie.joining.queries.onboarding import onboarding_of, steps_in
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.json import Json
from coterie.members.domain.need import tell_needs
from coterie.members.queries.members import joined_just
from coterie.platform.events.log import publish
from coterie.talk.domain.message import post_message

WEEK = timedelta(days=7)
LONGEST_ANSWER = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a newcomer hands in at a step."""

    needs: Sequence[str] = ()
    answers: Sequence[int] = ()
    """Of the check: the places of the chosen answers."""
    card: Sequence[str] = field(default=())
    """Of the card: an answer to each prompt; empty ones are left out."""


def receive(*, member: int, community: int, channel: int | None, now: datetime) -> None:
    """Note that somebody is new, in the transaction of their joining; who was here before is not."""
    if not joined_just(member, now):
        return
    fresh = Newcomer(member_id=member, community_id=community, channel_id=channel, joined_at=now)
    Newcomer.objects.bulk_create([fresh], ignore_conflicts=True)


@transaction.atomic
def take_step(*, member: int, step: str, said: Said | None = None, actor: Actor, now: datetime) -> Newcomer:
    """Take a step of the welcome, or skip it where nothing is said; a step that is done is not done again.

    Raises Invalid for what was handed in wrongly, Conflict for a step that must not be skipped or is not asked.
    """
    row = locked(Newcomer.objects.filter(member=member, member__account=actor.account))
    settings = onboarding_of(row.community_id)
    if settings is None or step not in steps_in(settings):
        raise Conflict(_("This is not asked here."), field="step")
    if row.done.get(step):
        return row
    if said is not None:
        hand_in(row, settings, step, said, actor=actor, now=now)
    elif step == WelcomeStep.CHECK and settings.check_needed:
        raise Conflict(_("This step belongs to the way in: please answer."), field="step")
    row.done[step] = now.isoformat() if said is not None else ""
    row.save(update_fields=["done"])
    data: dict[str, Json] = {"step": step, "skipped": said is None}
    facts = {"community": row.community_id, "actor": actor.account, "member": member, "channel": row.channel_id}
    publish(NewcomerStepTaken(at=now, data=data, **facts))
    return row


def hand_in(row: Newcomer, settings: Onboarding, step: str, said: Said, *, actor: Actor, now: datetime) -> None:
    """Keep what a step asks for."""
    if step == WelcomeStep.NEEDS:
        tell_needs(member=row.member_id, needs=said.needs, actor=actor, now=now)
    elif step == WelcomeStep.CHECK:
        if wrong_answers(settings, said.answers):
            raise Invalid(_("Not quite yet. Read what stands there, then try again."), field="answers")
    elif step == WelcomeStep.CARD:
        post_card(row, settings, said.card, actor, now)


def wrong_answers(settings: Onboarding, answers: Sequence[int]) -> list[int]:
    """Return the places of the questions that are not answered rightly."""
    given = dict(enumerate(answers))
    return [place for place, each in enumerate(settings.check_questions) if given.get(place) != each["right"]]


def post_card(row: Newcomer, settings: Onboarding, card: Sequence[str], actor: Actor, now: datetime) -> None:
    """Say in the newcomer's first group who they are."""
    said = [
        f"{prompt}: {answer.strip()[:LONGEST_ANSWER]}"
        for prompt, answer in zip(settings.prompts, card, strict=False)
        if answer.strip()
    ]
    if not said:
        raise Invalid(_("Write a line or two."), field="card")
    seat = next(iter(seats_in(actor, row.community_id)), None)
    if seat is None:
        raise Conflict(_("You do not sit in a group yet."), field="card")
    text, nonce = "\n".join(said), f"card:{row.pk}"
    post_message(group=seat.group, member=row.member_id, text=text, nonce=nonce, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Done:
    """Something that a member did, as the log tells it."""

    member: int
    at: datetime
    kind: str


def count_deeds(deeds: Sequence[Done]) -> None:
    """Count what newcomers did in their first week, and tell which tasks are done; in the caller's transaction."""
    if not deeds:
        return
    since = min(deed.at for deed in deeds) - WEEK
    known = Newcomer.objects.filter(member__in={deed.member for deed in deeds}, joined_at__gt=since)
    rows = {row.member_id: row for row in known.select_related("community")}
    settings = {one.community_id: one for one in Onboarding.objects.filter(community__in=communities(rows))}
    told: dict[int, list[NewcomerTaskDone]] = defaultdict(list)
    for deed in deeds:
        row = rows.get(deed.member)
        if row and row.community_id in settings and row.joined_at <= deed.at < row.joined_at + WEEK:
            told[deed.member] += counted(row, deed, settings[row.community_id])
    Newcomer.objects.bulk_update((rows[member] for member in told), ["deeds", "tasks"])
    publish(*(event for events in told.values() for event in events))


def communities(rows: Mapping[int, Newcomer]) -> set[int]:
    """Return whose newcomers these are."""
    return {row.community_id for row in rows.values()}


def counted(row: Newcomer, deed: Done, settings: Onboarding) -> Iterable[NewcomerTaskDone]:
    """Count a deed; return what is done by it."""
    kinds = [deed.kind, *([Deed.RETURN.value] if deed.kind == Deed.SAY and is_return(row, deed.at) else [])]
    if deed.kind == Deed.REPLY:
        kinds += [Deed.SAY.value, *([Deed.RETURN.value] if is_return(row, deed.at) else [])]
    for kind in kinds:
        row.deeds[kind] = row.deeds.get(kind, 0) + 1
    return list(finished(row, deed.at, settings))


def is_return(row: Newcomer, at: datetime) -> bool:
    """Tell whether a moment lies on a later local day than the joining."""
    zone = ZoneInfo(row.community.timezone)
    return at.astimezone(zone).date() > row.joined_at.astimezone(zone).date()


def finished(row: Newcomer, at: datetime, settings: Onboarding) -> Iterator[NewcomerTaskDone]:
    """Mark the tasks that are done now and were not before."""
    for task in settings.path:
        kind = task["kind"]
        if kind not in row.tasks and row.deeds.get(kind, 0) >= task["count"]:
            row.tasks[kind] = at.isoformat()
            data = {"task": kind, "points": task["points"]}
            yield NewcomerTaskDone(at=at, community=row.community_id, member=row.member_id, data=data)
