"""Any story of a plan: its access is what a plain model says, day by day, and the books add up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import DomainError
from coterie.market.domain.plan_wish import cancel_plan, change_plan, keep_plan, pause_plan, resume_plan, try_plan
from coterie.market.domain.refund import refund_order
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.models import Order, Subscription
from tests.cast import NOW, Cast, call_cast
from tests.market.clubs import DAY, SYSTEM, a_club, another_way, asked, buy, inside, tick
from tests.market.stall import balances, pay

TURN, GRACE, TRIAL, PAUSE = 10, 4, 3, 5
DEEDS = ("buy", "trial", "renew", "upgrade", "pause", "resume", "cancel", "keep", "refund")


@dataclass(frozen=True)
class Plain:
    """A plan in whole days: until when it is paid, and what of it stands still."""

    paid: int = -1
    state: str = "none"
    cancelled: bool = False
    paused: int = -1
    pause_left: int = 0
    turns: tuple[tuple[int, int], ...] = ()
    given_back: int = 0
    """How many turns there were when the latest was given back; none is given back twice."""
    gold: bool = False
    tried: bool = False

    @property
    def until(self) -> int:
        """The day on which it lets in no more."""
        return self.paid + (GRACE if self.state == "runs" and not self.cancelled else 0)

    def at(self, day: int) -> "Plain":
        """Return it as the clock has it."""
        row = self
        if row.paused >= 0 and row.paused + row.pause_left <= day:
            row = row.gone_on(row.paused + row.pause_left)
        if row.state != "none" and row.paused < 0 and row.until <= day:
            return Plain(tried=True)
        return row

    def gone_on(self, day: int) -> "Plain":
        """Let time go on."""
        stood = day - self.paused
        turns = tuple((a + stood, b + stood) if b > self.paused else (a, b) for a, b in self.turns)
        left = self.pause_left - stood
        return replace(self, paid=self.paid + stood, paused=-1, pause_left=left, turns=turns)

    def paid_turn(self, day: int) -> "Plain":
        """Pay one more turn."""
        since = day if self.state == "none" else self.paid
        turns = (*self.turns, (since, since + TURN))
        return replace(
            self, paid=since + TURN, state="runs", cancelled=False, pause_left=PAUSE, turns=turns, tried=True
        ).at(day)

    def upgraded(self, day: int) -> "Plain":
        """Begin at once with something dearer."""
        turns = tuple((a, max(a, min(b, day))) for a, b in self.turns)
        return replace(self, paid=day, turns=turns, gold=True).paid_turn(day)

    def refunded(self, day: int) -> "Plain":
        """Give the latest turn back, once."""
        now = self.paused if self.paused >= 0 else day
        since, until = self.turns[-1]
        paid = self.paid - max(0, until - max(since, now))
        turns = (*self.turns[:-1], (since, until - max(0, until - max(since, now))))
        return Plain(tried=True) if paid <= now else replace(self, paid=paid, turns=turns, given_back=len(turns))


def next_of(was: Plain, deed: str, day: int) -> Plain:
    """Return what the model makes of a deed; refused deeds change nothing."""
    running = was.state == "runs" and was.paused < 0 and was.paid > day
    can = {
        "buy": True, "trial": not was.tried, "upgrade": running and not was.gold, "pause": running and was.pause_left > 0,
        "renew": was.state != "none" and was.paused < 0 and not was.cancelled and was.paid <= day + 5,
        "resume": was.paused >= 0, "cancel": was.state != "none", "keep": was.state != "none", "refund": len(was.turns) > was.given_back,
    }  # fmt: skip
    become: dict[str, Callable[[], Plain]] = {
        "buy": lambda: was.paid_turn(day), "renew": lambda: was.paid_turn(day), "upgrade": lambda: was.upgraded(day),
        "trial": lambda: replace(was, state="tried", paid=day + TRIAL, tried=True),
        "pause": lambda: replace(was, paused=day), "resume": lambda: was.gone_on(day).at(day),
        "cancel": lambda: replace(was, cancelled=True).at(day), "keep": lambda: replace(was, cancelled=False).at(day),
        "refund": lambda: was.refunded(day),
    }  # fmt: skip
    return become[deed]() if can[deed] else was


class Story:
    """The same deeds in the program."""

    def __init__(self, cast: Cast) -> None:
        terms = {"period": "days", "count": TURN, "grace_days": GRACE, "pause_days": PAUSE}
        self.cast, self.dan = cast, cast.actor("dan")
        self.club = a_club(cast, **terms, trial_days=TRIAL)
        self.gold = another_way(cast, self.club, "Gold", 1_000_000, **terms)

    def deed(self, name: str, now: datetime) -> None:
        """Do it, or be refused."""
        row = Subscription.objects.exclude(state="ended").first()
        try:
            with transaction.atomic():
                self.done(name, row, {"actor": self.dan, "now": now})
        except DomainError:
            pass

    def done(self, name: str, row: Subscription | None, facts: dict[str, Any]) -> None:
        verbs = {"pause": pause_plan, "resume": resume_plan, "cancel": cancel_plan, "keep": keep_plan}
        if name == "buy":
            buy(self.cast, row.variant if row else self.club, facts["now"])
        elif name == "trial":
            try_plan(variant=self.club.pk, **facts)
        elif row is None:
            return
        elif name == "renew":
            ask_for_renewals(actor=SYSTEM, now=facts["now"])
            if Order.objects.filter(state="pending").exists():
                pay(self.cast, asked(row), now=facts["now"])
        elif name == "upgrade":
            self.upgrade(row, facts)
        elif name == "refund":
            self.refund(row, facts["now"])
        else:
            verbs[name](subscription=row.pk, **facts)

    def upgrade(self, row: Subscription, facts: dict[str, Any]) -> None:
        if row.state == "active" and row.variant_id == self.club.pk:
            change_plan(subscription=row.pk, variant=self.gold.pk, **facts)
            pay(self.cast, asked(row), now=facts["now"])

    def refund(self, row: Subscription, now: datetime) -> None:
        turn = row.turns.filter(paid_at__isnull=False).order_by("-pk").first()
        if turn:
            refund_order(order=turn.line.order_id, actor=self.cast.actor("alice"), now=now)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from(DEEDS)), min_size=4, max_size=14))
@example([(0, "buy"), (0, "buy"), (3, "refund"), (7, "refund")])
def test_access_is_what_a_plain_model_says(deeds: list[tuple[int, str]]) -> None:
    with transaction.atomic():
        cast = call_cast()
        story, model, day = Story(cast), Plain(), 0
        for wait, name in deeds:
            for _day in range(wait):
                day, model = day + 1, model.at(day + 1)
                tick(NOW + day * DAY)
                assert inside(cast, NOW + day * DAY) == (model.state != "none" and model.paused < 0), (day, model)
            story.deed(name, NOW + day * DAY)
            model = next_of(model, name, day)
            assert inside(cast, NOW + day * DAY) == (model.state != "none" and model.paused < 0), (name, day, model)
        balances(cast)
        transaction.set_rollback(True)
