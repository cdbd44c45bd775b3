"""Rewards that campaigns brought."""

from datetime import datetime
from functools import partial
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.growth.domain.grant import decide_grant, deliver_grant
from coterie.growth.domain.terms import keys_of
from coterie.growth.enums import GrantState, RewardKind, Side
from coterie.growth.models import RewardGrant
from coterie.growth.queries.overview import grants_run_by
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["campaign rewards"])
ALL = "/communities/{slug}/campaign-rewards"


class GrantOut(Schema):
    """A reward that `member` earned, as one of a `team` or not; `address` is told to who may send it, until it is."""

    key: str
    campaign: str
    participant: str
    member: str
    team: str
    side: Side
    at_friends: int
    reached: int
    seed: str
    kind: RewardKind
    points: int | None
    percent: int | None
    badge: str
    thing: str
    offer: str
    address: str
    state: GrantState
    cost: int
    at: datetime
    changed_at: datetime
    note: str


class WhichGrants(Slice):
    """Which rewards; `campaign` is a key."""

    state: GrantState | None = None
    campaign: str = Field("", max_length=12, pattern=r"^[a-z0-9]*$")


class Decision(Schema, extra="forbid"):
    """Where a reward is to be, with a word to the member."""

    state: Literal["approved", "refused", "delivered"]
    note: str = Field("", max_length=120)


def grant_shown(row: RewardGrant, *, may_send: bool) -> dict[str, Any]:
    """Return a reward as the API shows one."""
    step = row.milestone
    own = {name: getattr(row, name) for name in ("key", "state", "cost", "at", "changed_at", "note", "reached", "seed")}
    brings = {name: getattr(step, name) for name in ("side", "kind", "points", "percent", "thing")}
    whose = {"campaign": row.campaign.key, "participant": row.participant.key, "member": row.member.key}
    more = {"address": row.address if may_send else "", "team": row.team.key if row.team else ""}
    return {**own, **brings, **whose, **more, **keys_of(step), "at_friends": step.at}


@router.get(ALL, response=Page[GrantOut])
def grants(request: HttpRequest, slug: str, part: Query[WhichGrants]) -> dict[str, object]:
    """List what was earned, newest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    rows = grants_run_by(actor_of(request), community.pk, part.state or "", part.campaign)
    may_send = may(actor_of(request), Permission.EDIT_CAMPAIGNS, community.pk)
    return page_of(rows, part, partial(grant_shown, may_send=may_send))


@router.put(f"{ALL}/{{key}}/state", response=GrantOut)
def decide(request: HttpRequest, slug: str, key: str, body: Decision) -> dict[str, Any]:
    """Approve a reward that waits, refuse it, or hand over what was approved."""
    community = community_at(request, slug, Permission.EDIT_CAMPAIGNS)
    rows = grants_run_by(actor_of(request), community.pk).filter(key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such reward."))
    facts: dict[str, Any] = {"grant": row.pk, "note": body.note, "actor": actor_of(request), "now": now()}
    if body.state == "delivered":
        deliver_grant(**facts)
    else:
        decide_grant(approve=body.state == "approved", **facts)
    return grant_shown(rows.get(), may_send=True)
