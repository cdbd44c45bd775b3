"""Which law a community's campaigns obey."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.domain.policy import choose_policy
from coterie.growth.queries.policy import Touched, choice_of, pack_of, plans_touched
from coterie.growth.queries.policy_words import in_words, source_of
from coterie.growth.rules.packs import packs
from coterie.growth.rules.policy import Pack, Rule
from coterie.kit.clock import now

router = Router(tags=["campaigns"])
HERE = "/communities/{slug}/policy"


class WhichPack(Schema):
    """Which pack is asked for; without one the pack that holds."""

    pack: str = Field("", max_length=8)


class PackIn(Schema, extra="forbid"):
    """Which pack is chosen."""

    pack: str = Field(max_length=8)


class RuleOut(Schema):
    """A rule: `kind` is what it is about, which may not be above `limit` (0: never; basis points; minor units)."""

    rule: str
    kind: str
    limit: int
    currency: str
    title: str
    why: str
    source: str
    link: str


class TouchedOut(Schema):
    """A running plan and the ids of the rules that it breaks."""

    kind: str
    key: str
    name: str
    rules: list[str]


class PolicyOut(Schema):
    """A pack with its rules and the running plans that break them; `holds`: the pack that holds here, `packs`: all."""

    pack: str
    name: str
    version: str
    since: date
    rules: list[RuleOut]
    touched: list[TouchedOut]
    holds: str
    chosen_at: datetime | None
    packs: list[str]


@router.get(HERE, response=PolicyOut)
def policy(request: HttpRequest, slug: str, part: Query[WhichPack]) -> dict[str, Any]:
    """Show a policy pack with its rules, and which running plans it touches."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return policy_shown(request, community, packs().get(part.pack) or pack_of(community.pk))


@router.put(HERE, response=PolicyOut)
def change(request: HttpRequest, slug: str, body: PackIn) -> dict[str, Any]:
    """Choose which law campaigns obey from now on; what runs goes on."""
    community = community_at(request, slug, Permission.EDIT_CAMPAIGNS)
    choose_policy(community=community.pk, pack=body.pack, actor=actor_of(request), now=now())
    return policy_shown(request, community, pack_of(community.pk))


def policy_shown(request: HttpRequest, community: Community, pack: Pack) -> dict[str, Any]:
    """Return a pack as the API shows one."""
    chosen = choice_of(community.pk)
    touched = plans_touched(actor_of(request), community.pk, pack)
    return {
        "pack": pack.id, "name": in_words(pack.name), "version": pack.version, "since": pack.since,
        "rules": [rule_shown(rule) for rule in pack.rules], "touched": [touched_shown(one) for one in touched],
        "holds": pack_of(community.pk).id, "chosen_at": chosen.chosen_at if chosen else None, "packs": list(packs()),
    }  # fmt: skip


def rule_shown(rule: Rule) -> dict[str, Any]:
    """Return a rule as the API shows one."""
    own = {name: getattr(rule, name) for name in ("kind", "limit", "currency", "link")}
    return {
        **own,
        "rule": rule.id,
        "title": in_words(rule.title),
        "why": in_words(rule.reason),
        "source": source_of(rule),
    }


def touched_shown(one: Touched) -> dict[str, Any]:
    """Return a running plan as the API shows one."""
    own = {name: getattr(one.plan, name) for name in ("kind", "key", "name")}
    return {**own, "rules": [refusal.rule for refusal in one.refusals]}
