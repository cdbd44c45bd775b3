"""What the permission matrix puts on the stage for projects."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.kit.clock import now
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.paying import ask_payment, fail_payment
from coterie.market.models import Offer, Order, Payment, Tier
from tests.cast import Cast
from tests.market.fund import back, paid, running
from tests.talk.speech import PNG


def a_tier(cast: Cast, slug: str = "book") -> Tier:
    """Let a project run, or take the one that runs."""
    row = Tier.objects.filter(variant__offer__slug=slug).select_related("variant", "project__offer").first()
    return row or running(cast, slug, now=now())


def words_of(tier: Tier) -> dict[str, object]:
    """Name a project and its tier."""
    offer = tier.project.offer
    return {"key": offer.key, "project_slug": offer.slug, "tier": tier.variant.key}


def with_project(scene: Any) -> dict[str, object]:
    """Let a project run."""
    return words_of(a_tier(scene.cast))


def with_picture(scene: Any) -> dict[str, object]:
    """Show a picture of a project that runs."""
    words = with_project(scene)
    offer = Offer.objects.get(key=words["key"])
    shown = set_offer_picture(offer=offer.pk, picture=PNG, actor=scene.cast.actor("alice"), now=now())
    return {**words, "picture": shown.picture}


def shot(_scene: Any = None) -> dict[str, object]:
    """Return a form with a picture."""
    return {"picture": SimpleUploadedFile("book.png", PNG)}


def a_pledge(cast: Cast, who: str = "dan") -> Order:
    """Let somebody pledge."""
    return back(cast, a_tier(cast), who, now=now())


def with_pledge(scene: Any) -> dict[str, object]:
    """Let dan pledge for a project that is named."""
    made = a_pledge(scene.cast)
    return {**with_project(scene), "order": made.key, "pledge": made.key}


def with_paid_pledge(scene: Any) -> dict[str, object]:
    """Let dan pledge and pay."""
    words = with_pledge(scene)
    paid(scene.cast, Order.objects.get(key=words["order"]), now=now())
    return words


def with_own_pledge(scene: Any) -> dict[str, object]:
    """Name dan's pledge."""
    return {"key": a_pledge(scene.cast).key}


def with_failed_pledge(scene: Any) -> dict[str, object]:
    """Name dan's pledge, whose payment failed."""
    made = a_pledge(scene.cast)
    ask_payment(order=made.pk, provider="stripe", actor=scene.cast.actor("dan"), now=now())
    for asked in Payment.objects.filter(order=made):
        fail_payment(payment=asked.pk, actor=scene.cast.actor("alice"), now=now())
    return {"key": made.key}


def next_month() -> str:
    """Return a day on which a project can end."""
    return (now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
