"""Making and changing challenges."""

from datetime import date, datetime, timedelta
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
from coterie.platform.events.log import publish
from coterie.rituals.enums import Proof
from coterie.rituals.events import ChallengeChanged
from coterie.rituals.models import Challenge, ChallengePause, CheckIn

LONGEST = timedelta(days=400)
MOST_PAUSES = 30


class ChallengeFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    title: str
    brief: str
    proof: str
    unit: str
    first_on: date
    last_on: date
    cards: int
    needed: int
    says: bool


@transaction.atomic
def create_challenge(
    *, community: int, group: int, actor: Actor, now: datetime, **facts: Unpack[ChallengeFacts]
) -> Challenge:
    """Begin a challenge in a group. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    if not public_groups(community).filter(pk=group).exists():
        raise NotFound(_("There is no such group."), field="group")
    row = Challenge(community_id=community, group_id=group, created_at=now, **checked_facts(facts))
    refuse_endless(row)
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_challenge(*, challenge: int, actor: Actor, now: datetime, **facts: Unpack[ChallengeFacts]) -> Challenge:
    """Change what is given. Raises Conflict for another kind of proof once somebody has checked in."""
    row = own_challenge(challenge, actor)
    kept = checked_facts(facts)
    if kept.get("proof", row.proof) != row.proof and CheckIn.objects.filter(enrolment__challenge=row).exists():
        raise Conflict(_("Members have shown something already: the kind of proof stays."), field="proof")
    fields = altered(row, kept)
    refuse_endless(row)
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


@transaction.atomic
def archive_challenge(*, challenge: int, actor: Actor, now: datetime) -> Challenge:
    """Put a challenge away; nobody checks in any more."""
    row = own_challenge(challenge, actor)
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    return told(row, ["archived_at"], actor, now)


@transaction.atomic
def pause_challenge(
    *, challenge: int, first_on: date, last_on: date, reason: str = "", actor: Actor, now: datetime
) -> ChallengePause:
    """Set days free for everybody: they break no streak. Raises Invalid for days outside of the challenge."""
    row = own_challenge(challenge, actor)
    if not row.first_on <= first_on <= last_on <= row.last_on:
        raise Invalid(_("These days are not days of the challenge."), field="first_on")
    if row.pauses.count() >= MOST_PAUSES:
        raise Conflict(_("There are enough pauses."))
    pause = ChallengePause.objects.create(
        challenge=row, first_on=first_on, last_on=last_on, reason=reason.strip()[:120]
    )
    told(row, ["pauses"], actor, now)
    return pause


def own_challenge(challenge: int, actor: Actor) -> Challenge:
    """Lock a challenge that the actor may change."""
    row = locked(Challenge.objects.filter(pk=challenge, archived_at=None))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def told(row: Challenge, fields: list[str], actor: Actor, now: datetime) -> Challenge:
    """Tell of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
    publish(ChallengeChanged(at=now, data={"fields": sorted(fields)}, **facts))
    return row


def checked_facts(facts: ChallengeFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("title", 80), ("brief", 2000), ("unit", 15)):
        if name in kept:
            kept[name] = kept[name].strip()[:most]
    if kept.get("proof", Proof.TEXT) not in Proof.values:
        raise Invalid(_("Choose from the list."), field="proof")
    refuse_beyond({"cards": (0, 31), "needed": (1, 100)}, kept)
    return kept


def refuse_endless(row: Challenge) -> None:
    """Refuse what has no name, ends before it begins, or goes on for ever."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if not row.first_on <= row.last_on:
        raise Invalid(_("The end lies before the beginning."), field="last_on")
    if row.last_on - row.first_on > LONGEST:
        raise Invalid(_("A challenge lasts 400 days at most."), field="last_on")
