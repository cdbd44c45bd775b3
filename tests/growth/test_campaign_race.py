"""Many friends count at once: budget and stock stay exact, nothing is given twice; without the lock they do not."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db.models import QuerySet

from coterie.growth.domain import settling
from coterie.growth.domain.settling import settle
from coterie.growth.domain.terms import Step
from coterie.growth.models import Campaign, Participant, ReferralRecord, RewardGrant
from coterie.growth.queries.campaigns import spent
from coterie.market.models import GiftCode, Grant
from coterie.members.models import Member
from coterie.platform.ledger.audit import faults
from coterie.rewards.models import Envelope
from tests.cast import NOW, Cast, call_cast
from tests.growth.drive import HOUR, grants, running
from tests.joining.doors import in_thread
from tests.market.stall import on_sale
from tests.rewards.points import SYSTEM, giving

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
STAYED = NOW + 73 * HOUR
MANY = 1_000 if "TRUST_MOMENTS" in os.environ else 150


def crowd(cast: Cast, row: Campaign, count: int) -> list[int]:
    """Let so many take part, each with a friend who has stayed; return the participants."""
    inviters = [Member(community=cast.table, number=n, name="Inviter", joined_at=NOW) for n in range(100, 100 + count)]
    friends = [Member(community=cast.table, number=n, name="Friend", joined_at=NOW) for n in range(5000, 5000 + count)]
    Member.objects.bulk_create([*inviters, *friends])
    terms = row.terms.get()
    parts = Participant.objects.bulk_create(
        Participant(campaign=row, member=one, terms=terms, began_at=NOW) for one in inviters
    )
    lines: list[ReferralRecord] = []
    for place, (part, friend) in enumerate(zip(parts, friends, strict=True)):
        known = {"campaign": row, "at": NOW, "visitor": 900 + place}
        lines.append(ReferralRecord(kind="scanned", participant=part, **known))
        lines.append(ReferralRecord(kind="joined", member=friend, event=place + 1, **known))
    ReferralRecord.objects.bulk_create(lines)
    return [part.pk for part in parts]


def at_once(those: list[int], threads: int = 16) -> None:
    """Settle with everybody at the same moment."""

    def one(number: int) -> None:
        settle(participant=number, actor=SYSTEM, now=STAYED)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda number: in_thread(one, number), those))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("budget", "stock", "given"), [(4_250, None, 42), (9_000, 37, 37)])
def test_all_who_count_at_once_stay_within_budget_and_stock(budget: int | None, stock: int | None, given: int) -> None:
    cast = call_cast()
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=100, stock=stock), budget=budget)

    at_once(crowd(cast, row, MANY))

    print(f"{MANY} count at once, budget {budget}, stock {stock}: {RewardGrant.objects.count()} rewards")
    assert (RewardGrant.objects.count(), spent(row), faults()) == (given, given * 100, [])


def test_settled_by_many_at_once_one_has_it_once() -> None:
    cast = call_cast()
    row = running(cast, Step(at=1, kind="thing", thing="A pen"))
    [number] = crowd(cast, row, 1)

    at_once([number] * 24)

    assert grants(Participant.objects.get(pk=number)) == [("thing", "approved")]
    assert ReferralRecord.objects.filter(kind="qualified").count() == 1


def of_kind(cast: Cast, kind: str) -> dict[str, Any]:
    """Return what a reward of a kind brings."""
    if kind == "envelope":
        giving(cast)
        return {"points": 100}
    return {"offer": on_sale(cast, "course", kind="course").offer.key}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["access", "code", "envelope"])
def test_what_is_opened_or_put_into_the_group_stays_within_budget_and_stock(kind: str) -> None:
    cast = call_cast()
    brings = of_kind(cast, kind)
    row = running(cast, Step(at=1, kind=kind, cost=100, stock=7, **brings), budget=1_000, group=cast.group.key)

    at_once(crowd(cast, row, 40))

    opened = Grant.objects.filter(source__startswith="reward:", kind="offer").count()
    given = opened + GiftCode.objects.count() + Envelope.objects.count()
    assert (given, RewardGrant.objects.filter(state="delivered").count(), spent(row)) == (7, 7, 700)
    assert faults() == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_all_get_is_given_once_at_each_number_within_the_budget() -> None:
    cast = call_cast()
    pen = Step(at=4, side="group", kind="thing", thing="A pen", cost=100)
    row = running(cast, pen, kind="group", budget=700)

    at_once(crowd(cast, row, 40))

    reached = list(row.grants.order_by("reached").values_list("reached", flat=True))
    assert (reached, spent(row), faults()) == ([4, 8, 12, 16, 20, 24, 28], 700, [])


@pytest.mark.many_writers
def test_without_the_lock_the_budget_is_exceeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody looks at what is spent before anybody spends."""
    cast = call_cast()
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=100), budget=200)
    numbers, together = crowd(cast, row, 12), Barrier(12)
    look = settling.share_out

    def unlocked(rows: QuerySet[Campaign]) -> Campaign:
        return rows.get()

    def looked(*given: Any) -> None:
        together.wait()
        look(*given)

    monkeypatch.setattr(settling, "locked", unlocked)
    monkeypatch.setattr(settling, "share_out", looked)

    at_once(numbers, 12)

    assert spent(row) > 200
