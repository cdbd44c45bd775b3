"""Where the demo's people come from, and what that costs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.stage import Stage
from coterie.joining.domain.bait import create_bait
from coterie.joining.domain.bait_hook import hang_on_code
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.channel_cost import record_cost
from coterie.joining.domain.placement import create_placement
from coterie.joining.enums import BaitKind, Platform
from coterie.joining.models import Channel
from coterie.platform.files.storing import store_document

NOTE_DAYS = range(66, 73)
"""When two writers post about the table on Xiaohongshu; it is dear and brings few."""
NOTES = "Xiaohongshu"


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of the story, with its placement and its costs: amount in fen, first and last day, what for."""

    platform: Platform
    placement: str
    notes: str
    costs: tuple[tuple[int, int, int, str], ...]


WAYS = {
    "Library doors": Way(Platform.PRINT, "Poster at the left door", "Ask the porter before hanging up a new one.",
                         ((68_000, 0, 89, "120 posters and the printer's time"),)),
    "Bookshop counter": Way(Platform.STORE, "Cards beside the till", "The shop takes our cards, we send it readers.",
                            ((24_000, 0, 89, "1,000 cards"),)),
    "Newsletter": Way(Platform.EMAIL, "Last line of each issue", "Goes out on Thursdays to 2,100 readers.",
                      tuple((9_900, day, day + 29, "mail service, one month") for day in (0, 30, 60))),
    NOTES: Way(Platform.XIAOHONGSHU, "Notes of two writers", "No QR in the picture: people ask, we answer.",
               ((260_000, NOTE_DAYS.start, NOTE_DAYS.stop - 1, "two writers, one note a day each"),)),
}  # fmt: skip


GIFT, COUPONS = "Thirty headlines that sold", "A free hour with a teacher"
HEADLINES = """Thirty headlines that sold, from the table. Take one, change the noun, keep the promise.

1. Rice that waits for you.
2. Your feet will forget them.
3. Still warm at the corner.
4. We lock the door, you keep the key.
5. 半夜回家，还有一碗热汤。"""


def open_channels(stage: Stage, now: datetime) -> None:
    """Name the channels, hang their codes up, and record what they cost."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": now}
    owner = stage.owner.account
    for name, way in WAYS.items():
        channel = create_channel(
            community=stage.community.pk, name=name, platform=way.platform, owner=owner, notes=way.notes, **facts
        )
        basic = [stage.groups["basic"].name]
        place = create_placement(channel=channel.pk, name=way.placement, groups=basic, owner=owner, **facts)
        stage.codes[name] = place.code
        for cost in way.costs:
            spend(stage, channel, place.pk, cost, now)
    hang_gifts(stage, now)


def hang_gifts(stage: Stage, now: datetime) -> None:
    """Promise a list to whoever comes by the counter, and a free hour to the first of the library."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": now}
    paper = store_document(HEADLINES.encode(), community=stage.community.pk, now=now)
    gift = create_bait(kind=BaitKind.FILE, title=GIFT, file=paper.key, **facts)
    hour = create_bait(kind=BaitKind.TEXTS, title=COUPONS, texts=[f"HOUR-{7 * n:03}" for n in range(1, 101)], **facts)
    for name, bait in (("Bookshop counter", gift), ("Newsletter", gift), ("Library doors", hour)):
        hang_on_code(code=stage.codes[name].pk, bait=bait.pk, actor=stage.owner, now=now)


def spend(stage: Stage, channel: Channel, placement: int, cost: tuple[int, int, int, str], now: datetime) -> None:
    """Record one cost of the story."""
    amount, first, last, note = cost
    days: dict[str, Any] = {"first_day": (now + timedelta(first)).date(), "last_day": (now + timedelta(last)).date()}
    sum_of: dict[str, Any] = {"amount": amount, "currency": stage.community.currency, "note": note}
    record_cost(channel=channel.pk, placement=placement, **sum_of, **days, actor=stage.owner, now=now)
