"""Deals in the permission matrix: their pages, their operations, their lists, and which page does what a call does."""

from collections.abc import Callable, Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.partners.domain.deal import register_deal
from coterie.partners.models import Deal, Partner, Terms
from tests.api import matrix as api
from tests.cast import Cast
from tests.partners.sales import partner, programme
from tests.web.matrix import Row, members, only_dan, staff

EDIT = staff(Permission.EDIT_PARTNERS)
ALL, OWN = f"{api.COMMUNITY}/partner-deals", f"{api.OWN}/partner-deals"
COMPANY = {"company": "Rice", "contact": "Tea 555"}


def selling(cast: Cast, who: str = "dan") -> Partner:
    """Let somebody be a partner at the table."""
    if not Terms.objects.filter(programme__community=cast.table.pk).exists():
        programme(cast)
    return Partner.objects.filter(member=cast.members[who]).first() or partner(cast, who)


def registers(cast: Cast, who: str = "dan", **facts: Any) -> Deal:
    """Let a partner register a company."""
    selling(cast, who)
    words: dict[str, Any] = {"now": now(), **COMPANY, **facts}
    return register_deal(community=cast.table.pk, **words, actor=cast.actor(who))


def with_partner(scene: Any) -> Mapping[str, object]:
    """Let dan be a partner."""
    selling(scene.cast)
    return {}


def with_deal(scene: Any) -> Mapping[str, object]:
    """Let dan register a company."""
    return {"key": registers(scene.cast).key}


def with_poster(scene: Any) -> Mapping[str, object]:
    """Name dan's poster."""
    selling(scene.cast)
    return {"form": "png"}


def a_deal_more(stage: Any) -> None:
    """Let dan register one more company."""
    registers(stage.cast, company=f"Company number {stage.rows}")


PAGES: dict[str, Row] = {
    "console:deals": Row(EDIT, named=with_deal),
    "console:deals_csv": Row(EDIT, named=with_deal),
    "console:deal_state": Row(EDIT, "post", {"to": "accepted", "days": "30"}, named=with_deal),
    "member:deals": Row(only_dan, named=with_deal),
    "member:partner_poster": Row(only_dan, named=with_poster),
}
CALLS: dict[str, api.Row] = {
    f"get {ALL}": api.Row(EDIT),
    f"get {OWN}": api.Row(members),
    f"post {OWN}": api.Row(only_dan, COMPANY, with_partner),
    f"put {ALL}/{{key}}/state": api.Row(EDIT, {"accept": True}, with_deal),
}
LISTS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "/communities/{slug}/partner-deals": ("alice", a_deal_more),
    "/me/memberships/{slug}/partner-deals": ("dan", a_deal_more),
}
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:deals": ("get /communities/{slug}/partner-deals",),
    "console:deals_csv": ("get /communities/{slug}/partner-deals",),
    "console:deal_state": ("put /communities/{slug}/partner-deals/{key}/state",),
    "member:deals": ("get /me/memberships/{slug}/partner-deals", "post /me/memberships/{slug}/partner-deals"),
    "member:partner_poster": "is a picture of what the API says in letters",
}
