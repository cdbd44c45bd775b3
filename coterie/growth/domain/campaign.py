"""Campaigns: written, started, paused, ended."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import group_keys
from coterie.growth.domain.policy import refuse_unlawful_campaign
from coterie.growth.domain.terms import Promise, keep_plain_terms, kept_terms, refuse_unready
from coterie.growth.enums import CampaignKind, CampaignState, RecordKind
from coterie.growth.errors import BudgetSpent
from coterie.growth.events import CampaignChanged
from coterie.growth.models import Campaign, ReferralRecord
from coterie.growth.queries.campaigns import has_begun, spent
from coterie.growth.rules.holdout import MOST
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish

LIMITS = {"budget": (0, 10**12), "holdout": (0, MOST)}
NEXT: dict[str, frozenset[str]] = {
    CampaignState.DRAFT: frozenset({CampaignState.RUNNING}),
    CampaignState.RUNNING: frozenset({CampaignState.PAUSED, CampaignState.ENDED}),
    CampaignState.PAUSED: frozenset({CampaignState.RUNNING, CampaignState.ENDED}),
    CampaignState.ENDED: frozenset(),
}


class CampaignFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays."""

    name: str
    text: str
    starts_at: datetime
    ends_at: datetime
    budget: int | None
    holdout: int
    """How many of 100 members take part without rewards."""
    group: str
    """The key of a group; empty: none."""


@transaction.atomic
def make_campaign(
    *, community: int, kind: str, promise: Promise, actor: Actor, now: datetime, **facts: Unpack[CampaignFacts]
) -> Campaign:
    """Write a campaign; nobody sees it before it runs. Raises Invalid naming what is wrong, PolicyBroken the law."""
    require(actor, Permission.EDIT_CAMPAIGNS, community)
    if kind not in CampaignKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    row = Campaign(community_id=community, kind=kind, created_at=now, **checked(facts, community))
    refuse_odd(row)
    row.save()
    kept_terms(row, promise, now)
    refuse_unlawful_campaign(row)
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_campaign(
    *, campaign: int, promise: Promise | None = None, actor: Actor, now: datetime, **facts: Unpack[CampaignFacts]
) -> Campaign:
    """Change a campaign. New terms are for who takes part from now on; others keep what they were promised.

    Raises Invalid naming what is wrong, Conflict for one that is over, BudgetSpent below what its rewards cost already,
    PolicyBroken where the law refuses it.
    """
    row = locked(Campaign.objects.filter(pk=campaign))
    require(actor, Permission.EDIT_CAMPAIGNS, row.community_id)
    if row.state == CampaignState.ENDED:
        raise Conflict(_("This campaign is over."))
    begun = has_begun(row, now)
    fields = altered(row, checked(facts, row.community_id))
    refuse_odd(row)
    refuse_other_sides(row, fields, begun=begun)
    if row.budget is not None and row.budget < spent(row):
        raise BudgetSpent(_("Its rewards cost more already."), field="budget")
    row.save()
    if promise is not None and kept_terms(row, promise, now):
        if row.holdout and row.state != CampaignState.DRAFT:
            raise Conflict(
                _("With a hold-out the terms stay: else the two sides could not be compared."), field="holdout"
            )
        fields.append("terms")
    refuse_unlawful_campaign(row)
    if row.state != CampaignState.DRAFT:
        refuse_unready(row)
    return told(row, fields, actor, now) if fields else row


@transaction.atomic
def turn_campaign(*, campaign: int, state: str, actor: Actor, now: datetime) -> Campaign:
    """Start, pause or end a campaign; the same state a second time changes nothing.

    Raises Conflict for a way that does not exist, or where something is missing that it promises; PolicyBroken.
    """
    row = locked(Campaign.objects.filter(pk=campaign))
    require(actor, Permission.EDIT_CAMPAIGNS, row.community_id)
    if row.state == state:
        return row
    if state not in NEXT[row.state]:
        raise Conflict(_("This campaign cannot be turned that way now."), field="state")
    if state == CampaignState.RUNNING:
        refuse_unready(row)
        refuse_unlawful_campaign(row)
        if row.ends_at <= now:
            raise Conflict(_("Its last day is over. Choose another one."), field="ends_at")
        keep_plain_terms(row, now)
    if row.state == CampaignState.PAUSED:
        catch_up(row, now)
    row.state = state
    if state == CampaignState.ENDED and row.starts_at < now < row.ends_at:
        row.ends_at = now
    row.save()
    return told(row, ["state"], actor, now)


def catch_up(row: Campaign, now: datetime) -> None:
    """Have what was reached during a pause given soon: all by whose links somebody came are looked at again."""
    looked = ReferralRecord.objects.filter(campaign=row, kind=RecordKind.SCANNED).values("participant")
    row.participants.filter(pk__in=looked).update(due_at=now)


@transaction.atomic
def clone_campaign(
    *, campaign: int, name: str, starts_at: datetime, ends_at: datetime, actor: Actor, now: datetime
) -> Campaign:
    """Write a campaign with the same words, terms and budget for another time. Raises Invalid."""
    row = locked(Campaign.objects.filter(pk=campaign))
    require(actor, Permission.EDIT_CAMPAIGNS, row.community_id)
    facts: CampaignFacts = {
        "name": name, "text": row.text, "starts_at": starts_at, "ends_at": ends_at, "budget": row.budget,
        "holdout": row.holdout, "group": row.group.key if row.group else "",
    }  # fmt: skip
    latest = row.terms.order_by("-number").first()
    promise = Promise.of(latest) if latest else Promise()
    return make_campaign(community=row.community_id, kind=row.kind, promise=promise, actor=actor, now=now, **facts)


def checked(facts: CampaignFacts, community: int) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("name", 60), ("text", 600)):
        if name in kept:
            kept[name] = clean(kept[name])[:most]
    refuse_beyond(LIMITS, {name: kept[name] for name in LIMITS if kept.get(name) is not None})
    if "group" in kept:
        kept["group_id"] = group_called(community, kept.pop("group"))
    return kept


def group_called(community: int, key: str) -> int | None:
    """Return the number of the group with a key; of none, none. Raises Invalid."""
    found = {name: pk for pk, name in group_keys(community).items()}
    if key and key not in found:
        raise Invalid(_("Choose from the list."), field="group")
    return found.get(key)


def refuse_odd(row: Campaign) -> None:
    """Refuse a campaign without a name, or that ends before it begins."""
    if not row.name:
        raise Invalid(_("Please give a name."), field="name")
    if row.ends_at <= row.starts_at:
        raise Invalid(_("It ends before it begins."), field="ends_at")
    if row.holdout and row.kind in (CampaignKind.GROUP, CampaignKind.TEAM):
        raise Invalid(_("What all of you, or of a team, get together cannot be kept from some."), field="holdout")


def refuse_other_sides(row: Campaign, fields: Collection[str], *, begun: bool) -> None:
    """Refuse to change whom a hold-out compares, once they are drawn, or the campaign has begun. Raises Conflict."""
    if "holdout" in fields and row.state != CampaignState.DRAFT:
        raise Conflict(_("Who takes part without rewards was drawn when it began."), field="holdout")
    if row.holdout and begun and "starts_at" in fields:
        raise Conflict(
            _("With a hold-out its first moment stays: the two sides are those who were members then."),
            field="starts_at",
        )


def told(row: Campaign, fields: list[str], actor: Actor, now: datetime) -> Campaign:
    """Tell of a change."""
    data = {"fields": sorted(fields), "state": str(row.state)}
    publish(CampaignChanged(at=now, community=row.community_id, actor=actor.account, campaign=row.pk, data=data))
    return row
