"""`kill -9` amid giving back: whoever backed a project that is lost has everything back, exactly once."""

from datetime import datetime

import pytest
from django.db.models import Count

from coterie.market.domain.decision import decide_due
from coterie.market.models import Order, Project, Refund
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.platform.ledger.audit import faults
from tests.cast import call_cast
from tests.market.fund import END, back, paid, running
from tests.platform import process
from tests.rewards.points import SYSTEM

pytestmark = [pytest.mark.slow, pytest.mark.trust, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
BACKERS, DEATHS = 40, 4
SWEEP = """
from datetime import datetime
from coterie.kit.actor import Actor
from coterie.market.domain.decision import give_back_due
print("sweeping", flush=True)
give_back_due(actor=Actor.of_system(), now=datetime.fromisoformat(sys.argv[1]))
print("done", flush=True)
"""
FORGETFUL = SWEEP.replace(
    'print("sweeping", flush=True)',
    """
from coterie.market.domain import decision
from coterie.market.models import Project
def settled_first(*, project, offer, actor, now):
    Project.objects.filter(pk=project).update(settled_at=now)
    for order in decision.open_pledges(offer):
        decision.give_order_back(order=order, why="project", reason="", actor=actor, now=now)
decision.give_all_back = settled_first
decision.sum = list
print("sweeping", flush=True)
""",
)


def lost_project() -> None:
    """Let many pledges be paid, and the goal be missed."""
    cast = call_cast()
    tier = running(cast, goal=10**9, tier={"left": None})
    for place in range(BACKERS):
        paid(cast, back(cast, tier, ("dan", "carol", "nina", "paul")[place % 4]))
    decide_due(actor=SYSTEM, now=END)


def killed_amid(script: str, more: int, now: datetime = END) -> bool:
    """Kill a sweep as soon as it has given some orders back; tell whether it was still at it."""
    return process.killed_amid(script, now.isoformat(), done=Refund.objects.count, more=more)


@pytest.fixture
def backed() -> None:
    lost_project()


@pytest.mark.usefixtures("backed")
def test_killed_again_and_again_everybody_has_it_back_once() -> None:
    deaths = sum(killed_amid(SWEEP, more) for more in (1, 5, 3, 7)[:DEATHS])
    partly = Refund.objects.count()
    for _ in range(2):
        killed_amid(SWEEP, BACKERS + 1)

    print(f"{deaths} deaths, {partly} of {BACKERS} given back by then; {Refund.objects.count()} in the end")
    assert deaths == DEATHS
    assert DEATHS <= partly < BACKERS
    each = Order.objects.annotate(times=Count("payments__refunds")).values_list("times", "refunded", "state")
    assert set(each) == {(1, 1000, "refunded")}
    assert (faults(), escrow_faults(), Project.objects.get().settled_at) == ([], [], END)


@pytest.mark.usefixtures("backed")
def test_who_settles_first_forgets_those_who_wait() -> None:
    """Negative control: a sweep that notes that it is done before it is."""
    assert killed_amid(FORGETFUL, 3)
    killed_amid(SWEEP, BACKERS + 1)

    assert Order.objects.filter(state="paid").exists()
    assert escrow_faults() != []
