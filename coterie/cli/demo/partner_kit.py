"""What Paul is given to sell with in the demo: words, a coupon of his own, and a bounty that he earns by a picture."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from coterie.cli.demo.partner import COUPON, PARTNER, SELLING
from coterie.cli.demo.stage import Stage
from coterie.joining.designs.card import card
from coterie.joining.queries.brand import brand_of
from coterie.kit.sheet.raster import picture
from coterie.partners.domain.bounty import offer_bounty
from coterie.partners.domain.coupon import choose_coupon, set_partner_coupons
from coterie.partners.domain.share_text import write_share_text
from coterie.partners.domain.work import decide_work, hand_in_work
from coterie.partners.domain.work_file import looked_over
from coterie.partners.queries.bounties import bounties_in

GIVEN, FILMED = 60, 70
"""Days of the story: words and coupons are given out; Paul hands in a film, which is accepted."""
TEXT = (
    "I have these cards beside the till and look at them before I write a sign. Here they are: {link}\n\n"
    "With the code {code} you pay less."
)
BOUNTY: dict[str, Any] = {
    "title": "A minute about your sign", "amount": 4000, "most": 5, "budget": 20_000,
    "text": "Film a sign before and after you wrote it anew, in a minute at most, and say what you changed.",
}  # fmt: skip
FILM: dict[str, Any] = {
    "text": "Two signs in my window; the second one sold out.",
    "link": "https://video.example.org/signs",
}

SIGN = ("Your feet will forget them", "The second sign in Paul's window")


def give_kit(stage: Stage, at: datetime) -> None:
    """Give partners words and coupons; Paul chooses his code."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    write_share_text(channel="group", text=TEXT, **facts)
    set_partner_coupons(percent=10, each=1, **facts)
    offer_bounty(**BOUNTY, **facts)
    if PARTNER in stage.friends:
        by = {**facts, "actor": stage.friends[PARTNER].actor}
        choose_coupon(code=COUPON, **{**by, "now": at + timedelta(hours=3)})


def film(stage: Stage, at: datetime) -> None:
    """Let Paul hand in a film, and accept it in the evening."""
    facts: dict[str, Any] = {"community": stage.community.pk, "now": at}
    if PARTNER not in stage.friends:
        return
    actor = stage.friends[PARTNER].actor
    [bounty] = bounties_in(stage.community.pk)
    row = hand_in_work(bounty=bounty.key, **FILM, files=looked_over([sign(stage)]), actor=actor, **facts)
    decided: dict[str, Any] = {"actor": stage.owner, "now": at + timedelta(hours=6)}
    decide_work(work=row.pk, accept=True, note="Just what we hoped for.", **decided)


def sign(stage: Stage) -> ContentFile[bytes]:
    """Return a picture of the sign that sold."""
    sheet = card(brand_of(stage.community.pk), *SIGN)
    return ContentFile(picture(sheet, width=900), name="the-second-sign.png")


PARTNERS: tuple[tuple[int, int, Callable[[Stage, datetime], None]], ...] = (
    *SELLING, (GIVEN, 2, give_kit), (FILMED, 3, film),
)  # fmt: skip
"""Days of the story, hours of the day, and what happens then."""
