"""Codes that lead out of the house: to a group in another network by its QR code, and to a workshop that is full."""

from datetime import datetime
from typing import Any

from coterie.cli.demo.stage import Stage
from coterie.joining.domain.code import create_code
from coterie.joining.domain.outside import confirm_seat
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.domain.slot import add_slot
from coterie.joining.models import LiveCode
from coterie.kit import qr
from coterie.kit.actor import VISITOR

CIRCLE, WORKSHOP = "Breakfast circle on WeChat", "Workshop on Saturday"
FOLDER = "Elsewhere"
INSIDE, SEATS, LATE = 9, 12, 3
"""Who is in the circle, who has a seat at the workshop, and who came too late for one."""


def lead_out(stage: Stage, at: datetime) -> None:
    """Open the circle and the workshop, and let people come."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    circle = create_code(community=stage.community.pk, title=CIRCLE, folder=FOLDER, slots=0, sealed=True, **facts)
    picture = qr.png("https://weixin.example.org/g/breakfast-circle")
    add_slot(code=circle.pk, picture=picture, capacity=40, **facts)
    contact = "Wen, 139 0000 0000"
    workshop = create_code(
        community=stage.community.pk, title=WORKSHOP, folder=FOLDER, slots=0, fallback_contact=contact, **facts
    )
    add_slot(code=workshop.pk, external_url="https://workshop.example.org/saturday", capacity=SEATS, **facts)
    come(stage, circle, INSIDE, at)
    come(stage, workshop, SEATS, at)
    scan(stage, workshop, LATE, at)


def come(stage: Stage, code: LiveCode, people: int, at: datetime) -> None:
    """Let people scan and say that they are in."""
    for visitor in scan(stage, code, people, at):
        confirm_seat(code=code.pk, visitor=visitor, actor=VISITOR, now=at)


def scan(stage: Stage, code: LiveCode, people: int, at: datetime) -> list[int]:
    """Let people scan; who comes late waits."""
    visitors = [stage.dice.getrandbits(62) | 1 for _one in range(people)]
    settle([Claim(code.slug, visitor, fresh=True) for visitor in visitors], now=at)
    return visitors
