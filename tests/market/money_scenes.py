"""What the permission matrix puts on the stage for money."""

from collections.abc import Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from coterie.market.domain.ladder import begin_ladder, make_ladder
from coterie.market.domain.paying import ask_payment, confirm_payment
from coterie.market.models import Ladder, Offer
from coterie.platform.ledger.models import LedgerAccount, LedgerEntry
from tests.cast import Cast
from tests.market.stall import on_sale
from tests.web.matrix import Outcome, staff

Words = Mapping[str, object]


def a_sale(cast: Cast, slug: str = "pen") -> None:
    """Let dan buy a pen."""
    facts: dict[str, Any] = {"actor": cast.actor("alice"), "now": now()}
    pen = on_sale(cast, slug, cost=300)
    row = place_order(community=cast.table.pk, wanted={pen.pk: 1}, member=cast.members["dan"].pk, **facts)
    asked = ask_payment(order=row.pk, provider="manual", **facts)
    confirm_payment(payment=asked.pk, evidence="Cash", **facts)


def with_account(scene: Any) -> Words:
    """Name an account that a sale moved."""
    a_sale(scene.cast)
    return {"number": LedgerAccount.objects.filter(community=scene.cast.table.pk, kind="revenue").latest("pk").pk}


def with_entry(scene: Any) -> Words:
    """Name the entry of a sale."""
    a_sale(scene.cast)
    return {"number": LedgerEntry.objects.filter(community=scene.cast.table.pk, kind="sale").latest("pk").pk}


def with_line(scene: Any) -> Words:
    """Name a line of the statement."""
    a_sale(scene.cast)
    return {"line": "revenue"}


def a_ladder(cast: Cast, slug: str = "size", prices: tuple[int, ...] = (19900, 9900)) -> Ladder:
    """Prepare a test of two sizes."""
    offers = [on_sale(cast, f"{slug}-{price}", price=price, left=None).offer_id for price in prices]
    facts: dict[str, Any] = {"title": "Sizes", "by": "person", "actor": cast.actor("alice"), "now": now()}
    return make_ladder(community=cast.table.pk, offers=dict.fromkeys(offers, 1), **facts)


def with_ladder(scene: Any) -> Words:
    """Prepare a test of two sizes."""
    return {"key": a_ladder(scene.cast).key}


def with_running_ladder(scene: Any) -> Words:
    """Begin a test of two sizes; the community is open to all."""
    row = a_ladder(scene.cast)
    begin_ladder(ladder=row.pk, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key}


def sizes_of(scene: Any) -> dict[str, object]:
    """Name the offers of a test that is prepared."""
    keys = Offer.objects.filter(community=scene.cast.table.pk).order_by("pk").values_list("key", flat=True)
    return {"title": "Sizes", "sizes": [{"offer": key} for key in keys]}


def two_sizes(scene: Any) -> dict[str, object]:
    """Put two sizes up for sale and name them."""
    a_ladder(scene.cast)
    return sizes_of(scene)


def with_segment(scene: Any) -> Words:
    """Name a segment of customers."""
    a_sale(scene.cast)
    return {"segment": "promising"}


def taggers(who: str) -> Outcome:
    """Let those in who see the review and edit members: what segment somebody is in is of both."""
    seen = staff(Permission.SEE_REVIEW)(who)
    return staff(Permission.EDIT_MEMBERS)(who) if seen == "ok" else seen
