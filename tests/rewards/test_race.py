"""Many at once: shares, stock, caps and budgets stay exact; without their guards they do not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from coterie.groups.domain.membership import join_group
from coterie.groups.models import Group
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.members.models import Member
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.errors import NotEnough
from coterie.platform.ledger.models import LedgerAccount
from coterie.rewards.domain import award as awards
from coterie.rewards.domain import purchase as purchases
from coterie.rewards.domain import share as shares
from coterie.rewards.domain.award import Earned, award, give_points
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.plan import edit_plan, set_rule
from coterie.rewards.domain.prize import add_prize
from coterie.rewards.domain.purchase import buy_prize
from coterie.rewards.domain.share import grab_share
from coterie.rewards.enums import Deed
from coterie.rewards.errors import EnvelopeEmpty, SoldOut
from coterie.rewards.models import Award, EnvelopeShare, Prize, Purchase
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.rewards.points import SYSTEM, giving
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 64


def at_once(work: Callable[[Any], object], those: list[Any], threads: int = 16) -> list[object]:
    """Let everybody do something at the same moment; a refusal is an answer."""

    def one(given: object) -> object:
        try:
            return work(given)
        except (EnvelopeEmpty, SoldOut, NotEnough) as refused:
            return refused.code

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda given: in_thread(one, given), those))


def seated(cast: Cast, count: int) -> list[tuple[int, Actor]]:
    """Make members who sit in one large group; return each with who they are."""
    actors = crowd(cast, count)
    Group.objects.filter(pk=cast.group.pk).update(capacity=100_000)
    ids = dict(Member.objects.filter(account__in=[one.account for one in actors]).values_list("account", "pk"))
    for actor in actors:
        join_group(group=cast.group.pk, member=ids[actor.account or 0], actor=SYSTEM, now=NOW)
    return [(ids[actor.account or 0], actor) for actor in actors]


def test_two_hundred_grab_fifty_shares() -> None:
    cast = call_cast()
    giving(cast)
    people = seated(cast, 200)
    facts = {"group": cast.group.pk, "amount": 777, "count": 50, "words": "Good morning", "own": False}
    row = offer_envelope(**facts, actor=cast.actor("alice"), now=NOW)

    def grab(who: tuple[int, Actor]) -> int:
        return grab_share(envelope=row.pk, member=who[0], actor=who[1], now=NOW)

    got = at_once(grab, [*people, *people])

    taken = [points for points in got[:200] if isinstance(points, int)]
    print(f"200 members at 50 shares of 777 points: {len(taken)} shares, {sum(taken)} points")
    assert (len(taken), sum(taken)) == (50, 777)
    assert got[200:] == got[:200], "who asks again is told the same"
    assert EnvelopeShare.objects.exclude(member=None).count() == 50
    assert sum(LedgerAccount.objects.filter(kind="wallet").values_list("balance", flat=True)) == 777
    assert faults() == []


@pytest.mark.many_writers
def test_without_the_hold_several_take_the_same_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: processes that look at what is free before any of them takes it."""
    cast = call_cast()
    giving(cast)
    people = seated(cast, 12)
    facts = {"group": cast.group.pk, "amount": 120, "count": 12, "words": "Good morning", "own": False}
    row = offer_envelope(**facts, actor=cast.actor("alice"), now=NOW)
    together, rows = Barrier(12), shares.rows

    def looked(statement: str, *given: Any) -> list[tuple[Any, ...]]:
        found = rows(statement, *given)
        if statement != shares.OWN:
            together.wait()
        return found

    monkeypatch.setattr(shares, "hold", lambda _envelope: True)
    monkeypatch.setattr(shares, "rows", looked)

    def alone(who: tuple[int, Actor]) -> object:
        offered = shares.looked_at(row.pk, *who)
        try:
            with transaction.atomic():
                return shares.take_from(row.pk, [shares.Grab(offered, who[0], who[1].account, NOW)])
        except (Conflict, DatabaseError):
            return None

    at_once(alone, people, 12)

    assert EnvelopeShare.objects.exclude(member=None).count() < 12


def shop(cast: Cast, left: int, buyers: int) -> tuple[Prize, list[Actor]]:
    """Put a prize into the shop, and give many people what it costs."""
    giving(cast)
    alice = cast.actor("alice")
    prize = add_prize(community=cast.table.pk, name="Pen", price=3, left=left, actor=alice, now=NOW)
    actors = crowd(cast, buyers)
    for member in Member.objects.filter(account__in=[one.account for one in actors]):
        give_points(member=member.pk, points=3, note="Welcome", actor=alice, now=NOW)
    return prize, actors


def test_ten_in_stock_and_two_hundred_buyers() -> None:
    cast = call_cast()
    prize, buyers = shop(cast, 10, 200)

    got = at_once(lambda actor: buy_prize(prize=prize.pk, actor=actor, now=NOW), buyers)

    prize.refresh_from_db()
    print(f"200 buyers at 10 prizes: {Purchase.objects.count()} sold, {prize.left} left")
    assert (got.count("sold_out"), Purchase.objects.count(), prize.left, faults()) == (190, 10, 0, [])
    assert LedgerAccount.objects.get(kind="spent").balance == 30


@pytest.mark.many_writers
def test_without_the_lock_more_are_sold_than_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody looks at the stock before anybody takes from it."""
    cast = call_cast()
    prize, buyers = shop(cast, 2, 8)
    together = Barrier(8)

    def looked_at(number: int) -> Prize:
        row = Prize.objects.get(pk=number)
        together.wait()
        return row

    monkeypatch.setattr(purchases, "held", looked_at)

    at_once(lambda actor: buy_prize(prize=prize.pk, actor=actor, now=NOW), buyers, 8)

    assert Purchase.objects.count() == 8


def deed(cast: Cast, number: int, member: int) -> Earned:
    return Earned(community=cast.table.pk, member=member, deed=Deed.CHECK_IN, source=str(number), at=NOW)


def test_sixty_four_awards_at_once_keep_the_cap_and_the_budget() -> None:
    cast = call_cast()
    alice, dan = cast.actor("alice"), cast.members["dan"].pk
    giving(cast, monthly_budget=103)
    set_rule(community=cast.table.pk, deed=Deed.CHECK_IN, points=5, most_a_day=7, actor=alice, now=NOW)
    others = list(Member.objects.filter(account__in=[one.account for one in crowd(cast, MANY)]))

    at_once(lambda number: award(earned=deed(cast, number, dan), actor=SYSTEM, now=NOW), list(range(MANY)), MANY)
    of_dan = Award.objects.filter(member=dan).count()
    at_once(lambda row: award(earned=deed(cast, 0, row.pk), actor=SYSTEM, now=NOW), others, MANY)

    left = LedgerAccount.objects.get(kind="budget").balance
    print(f"{MANY} awards at once: {of_dan} of a cap of 7, {103 - left} points of a budget of 103")
    assert (of_dan, Award.objects.count()) == (7, 20)
    assert left == 3
    assert faults() == []


@pytest.mark.many_writers
def test_without_the_lock_a_cap_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody counts the day's awards before anybody's is written."""
    cast = call_cast()
    alice, dan = cast.actor("alice"), cast.members["dan"].pk
    giving(cast)
    set_rule(community=cast.table.pk, deed=Deed.CHECK_IN, points=5, most_a_day=2, actor=alice, now=NOW)
    together, beyond = Barrier(8), awards.beyond

    def counted(*given: Any) -> str | None:
        found = beyond(*given)
        together.wait()
        return found

    monkeypatch.setattr(awards, "lock_points", lambda _community: None)
    monkeypatch.setattr(awards, "beyond", counted)

    at_once(lambda number: award(earned=deed(cast, number, dan), actor=SYSTEM, now=NOW), list(range(8)), 8)

    assert Award.objects.count() == 8


def test_the_same_deed_told_by_many_is_rewarded_once() -> None:
    cast = call_cast()
    giving(cast)
    dan = cast.members["dan"].pk

    at_once(lambda _number: award(earned=deed(cast, 1, dan), actor=SYSTEM, now=NOW), list(range(16)))

    assert (Award.objects.count(), LedgerAccount.objects.get(kind="wallet").balance) == (1, 5)


def test_a_budget_changed_amid_awards_is_kept() -> None:
    cast = call_cast()
    giving(cast, monthly_budget=1000)
    dan, alice = cast.members["dan"].pk, cast.actor("alice")
    set_rule(community=cast.table.pk, deed=Deed.CHECK_IN, points=5, actor=alice, now=NOW)

    def either(number: int) -> object:
        if number % 8:
            return award(earned=deed(cast, number, dan), actor=SYSTEM, now=NOW)
        with transaction.atomic():
            return edit_plan(community=cast.table.pk, monthly_budget=100, actor=alice, now=NOW)

    at_once(either, list(range(1, 65)))

    given = sum(Award.objects.values_list("points", flat=True))
    left = LedgerAccount.objects.get(kind="budget").balance
    assert faults() == []
    assert left == max(0, 100 - given)
