"""`kill -9` amid giving back: whoever paid in a team that did not come together has it back, exactly once."""

import pytest
from django.db.models import Count

from coterie.market.domain.buying import place_order
from coterie.market.domain.team_end import end_teams_due
from coterie.market.models import Grant, Order, Refund, Team
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.platform.ledger.audit import faults
from tests.cast import NOW, call_cast
from tests.market.stall import on_sale, pay
from tests.market.teams import OVER, begin, together
from tests.market.test_fund_sudden_death import killed_amid
from tests.rewards.points import SYSTEM
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.slow, pytest.mark.trust, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
PAID, DEATHS = 40, 4
SWEEP = """
from datetime import datetime
from coterie.kit.actor import Actor
from coterie.market.domain.team_end import give_teams_back_due
print("sweeping", flush=True)
give_teams_back_due(actor=Actor.of_system(), now=datetime.fromisoformat(sys.argv[1]))
print("done", flush=True)
"""
FORGETFUL = SWEEP.replace(
    'print("sweeping", flush=True)',
    """
from coterie.market.domain import team_end
from coterie.market.models import Team
back = team_end.give_team_back
def settled_first(*, team, actor, now):
    Team.objects.filter(pk=team).update(settled_at=now)
    return back(team=team, actor=actor, now=now)
team_end.give_team_back = settled_first
print("sweeping", flush=True)
""",
)


@pytest.fixture
def missed() -> None:
    """Let many pay in a team, and its time be over before the last seat is taken."""
    cast = call_cast()
    row = together(cast, on_sale(cast, left=None), people=PAID + 1)
    first = begin(cast, row)
    pay(cast, first)
    key = first.team.key if first.team else ""
    for actor in crowd(cast, PAID - 1):
        facts = {"community": cast.table.pk, "wanted": {row.pk: 1}, "team": key, "actor": actor, "now": NOW}
        pay(cast, place_order(**facts))
    end_teams_due(actor=SYSTEM, now=OVER)


@pytest.mark.usefixtures("missed")
def test_killed_again_and_again_everybody_has_it_back_once() -> None:
    deaths = sum(killed_amid(SWEEP, more, OVER) for more in (1, 5, 3, 7)[:DEATHS])
    partly = Refund.objects.count()
    for _ in range(2):
        killed_amid(SWEEP, PAID + 1, OVER)

    print(f"{deaths} deaths, {partly} of {PAID} given back by then; {Refund.objects.count()} in the end")
    assert deaths == DEATHS
    assert DEATHS <= partly < PAID
    each = Order.objects.annotate(times=Count("payments__refunds")).values_list("times", "refunded", "state")
    assert set(each) == {(1, 700, "refunded")}
    assert (faults(), escrow_faults(), Team.objects.get().settled_at) == ([], [], OVER)
    assert Grant.objects.count() == 0


@pytest.mark.usefixtures("missed")
def test_who_settles_first_forgets_those_who_wait() -> None:
    """Negative control: a sweep that notes that it is done before it is."""
    assert killed_amid(FORGETFUL, 3, OVER)
    killed_amid(SWEEP, PAID + 1, OVER)

    assert Order.objects.filter(state="paid").exists()
    assert escrow_faults() != []
