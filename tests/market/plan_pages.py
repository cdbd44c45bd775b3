"""Plans in the permission matrix of the pages, and what it puts on the stage."""

from collections.abc import Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.domain.plan_terms import set_terms
from coterie.market.models import Subscription, Variant
from tests.cast import Cast
from tests.market.stall import on_sale, order, pay
from tests.web.matrix import Row, members, only_dan, seated, staff

Words = Mapping[str, object]
SEE, EDIT, BOOKS = Permission.SEE_CONSOLE, Permission.EDIT_OFFERS, Permission.SEE_REVIEW
TERMS = {"count": "1", "period": "months", "trial_days": "7", "grace_days": "7", "pause_days": "10", "renews": "on"}


def a_way(cast: Cast, slug: str = "club") -> Variant:
    """Sell a plan by the month."""
    row = on_sale(cast, slug, kind="plan", price=3000, left=None)
    facts: dict[str, Any] = {"trial_days": 7, "pause_days": 10}
    set_terms(variant=row.pk, period="months", **facts, actor=cast.actor("alice"), now=now())
    return row


def a_plan(cast: Cast, slug: str = "club") -> Subscription:
    """Let dan have a plan."""
    pay(cast, order(cast, a_way(cast, slug), now=now()), now=now())
    return Subscription.objects.latest("pk")


def with_way(scene: Any) -> Words:
    """Sell a plan; it is named."""
    return {"key": a_way(scene.cast).key}


def with_plan(scene: Any) -> Words:
    """Let dan have a plan; it is named."""
    return {"key": a_plan(scene.cast).key}


def choice(scene: Any) -> Words:
    """Choose what is sold."""
    found = Variant.objects.filter(offer__slug="club").first()
    return {"variant": (found or a_way(scene.cast)).key}


PLANS: dict[str, Row] = {
    "console:plans": Row(staff(BOOKS), named=with_plan),
    "console:plans_csv": Row(staff(BOOKS), named=with_plan),
    "console:plan_forecast": Row(staff(BOOKS), named=with_plan),
    "console:plan_forecast_csv": Row(staff(BOOKS), named=with_plan),
    "console:plan_terms": Row(staff(EDIT), "post", TERMS, named=with_way),
    "member:plans": Row(seated, named=with_plan),
    "member:new_plan": Row(members, "post", choice),
    "member:plan_end": Row(only_dan, "post", named=with_plan),
    "member:plan_pause": Row(only_dan, "post", named=with_plan),
    "member:plan_change": Row(only_dan, "post", choice, named=with_plan),
    "member:plan_letters": Row(only_dan, "post", {"on": "1"}, named=with_plan),
}
