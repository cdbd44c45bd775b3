"""Buying together in the permission matrices, in the parity of pages and API, and among the lists."""

from collections.abc import Callable, Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.models import Order, Variant
from tests.api.matrix import COMMUNITY
from tests.api.matrix import Row as Call
from tests.cast import Cast
from tests.market.sell_scenes import a_pen
from tests.market.stall import pay
from tests.market.teams import begin, together
from tests.web.matrix import Row, public, signed_in, staff

Words = Mapping[str, object]
EDIT, REVIEW = staff(Permission.EDIT_OFFERS), staff(Permission.SEE_REVIEW)
C, OFFERS = "/communities/{slug}", "/open-communities/{community}/offers"
TERMS = "/offers/{key}/variants/{variant}/team-terms"
IN_MAJOR, IN_MINOR = {"people": "3", "hours": "24", "price": "7.00"}, {"people": 3, "hours": 24, "price": 700}


def for_teams(cast: Cast) -> Variant:
    """Put pens up for sale that cost less together."""
    return together(cast, a_pen(cast))


def a_team(cast: Cast) -> Order:
    """Let dan begin a team and pay."""
    row = begin(cast, for_teams(cast), now=now())
    pay(cast, row, now=now())
    return row


def with_terms(scene: Any) -> Words:
    """Name pens that cost less together."""
    row = for_teams(scene.cast)
    return {"key": row.offer.key, "variant": row.key, "offer": row.offer.slug}


def with_team(scene: Any) -> Words:
    """Name a team in which seats are free."""
    team = a_team(scene.cast).team
    assert team is not None
    return {"offer": team.variant.offer.slug, "team": team.key}


def a_team_more(stage: Any) -> None:
    """Let one more team begin."""
    a_team(stage.cast)


PAGES: dict[str, Row] = {
    "team": Row(public, named=with_team),
    "console:team_terms": Row(EDIT, "post", IN_MAJOR, named=with_terms),
    "console:team_terms_removal": Row(EDIT, "post", named=with_terms),
    "console:teams": Row(REVIEW, named=with_team),
    "console:teams_csv": Row(REVIEW, named=with_team),
}
CALLS: dict[str, Call] = {
    f"put {COMMUNITY}{TERMS}": Call(EDIT, IN_MINOR, with_terms),
    f"delete {COMMUNITY}{TERMS}": Call(EDIT, before=with_terms),
    f"get {COMMUNITY}/teams": Call(REVIEW),
    f"get {OFFERS}/{{offer}}/teams/{{team}}": Call(signed_in, before=with_team),
}
PARITY: dict[str, tuple[str, ...] | str] = {
    "team": (f"get {OFFERS}/{{offer}}/teams/{{team}}",),
    "console:team_terms": (f"put {C}{TERMS}",),
    "console:team_terms_removal": (f"delete {C}{TERMS}",),
    "console:teams": (f"get {C}/teams",),
    "console:teams_csv": "is a list or a table again, as a file",
}
LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {f"{C}/teams": ("alice", a_team_more)}
