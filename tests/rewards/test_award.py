"""Points for deeds: once each, within the caps of the day and the budget of the month, and back when undone."""

from datetime import UTC, datetime, timedelta

import pytest

from coterie.kit.errors import Conflict, Forbidden, Invalid
from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.errors import NotEnough
from coterie.rewards.domain.award import give_points, revoke_award
from coterie.rewards.domain.envelope import close_due, offer_envelope
from coterie.rewards.domain.expiry import expire_due
from coterie.rewards.domain.plan import edit_plan, end_months, set_rule
from coterie.rewards.domain.prize import add_prize
from coterie.rewards.domain.purchase import buy_prize, return_purchase
from coterie.rewards.enums import Deed, Withheld
from coterie.rewards.models import Award, PointsRule
from coterie.rewards.queries.plan import circulation_of, given_by_deed, left_of, plan_of
from coterie.rewards.queries.statement import lines_of, movements_of
from tests.cast import NOW, Cast
from tests.rewards.points import DAY, MINUTE, SYSTEM, earn, gift, giving, has
from tests.talk.speech import told

MARCH = datetime(2026, 3, 2, tzinfo=UTC).date()


def rule(cast: Cast, deed: str, points: int, **caps: int) -> PointsRule | None:
    return set_rule(community=cast.table.pk, deed=deed, points=points, **caps, actor=cast.actor("alice"), now=NOW)


def test_nothing_is_given_before_it_is_switched_on(cast: Cast) -> None:
    before = earn(cast, "dan")
    giving(cast)
    old = earn(cast, "dan", source="old", at=NOW - DAY)
    first, again = earn(cast, "dan"), earn(cast, "dan")

    assert (before, old, first is not None, again, has(cast, "dan")) == (None, None, True, None, 5)
    [event] = told("points_awarded")
    facts = {"deed": "check_in", "points": 5, "giver": None}
    assert (event.member, event.subject, event.data) == (cast.members["dan"].pk, Award.objects.get().pk, facts)


def test_a_day_has_its_cap_by_the_clock_of_the_community(cast: Cast) -> None:
    giving(cast)
    rule(cast, Deed.CHECK_IN, 5, most_a_day=2)
    midnight = datetime(2026, 3, 2, 16, tzinfo=UTC)

    given = [earn(cast, "dan", source=str(number)) for number in range(3)]
    late = earn(cast, "dan", source="late", at=midnight - MINUTE)
    next_day = earn(cast, "dan", source="next", at=midnight)

    assert [row is not None for row in (*given, late, next_day)] == [True, True, False, False, True]
    assert [(event.data["deed"], event.data["why"]) for event in told("points_withheld")] == [("check_in", "day")] * 2


def test_one_persons_praise_has_its_cap(cast: Cast) -> None:
    giving(cast)
    rule(cast, Deed.REACTION, 1, most_by_giver=2)

    given = [
        earn(cast, who, Deed.REACTION, f"{n}:x", by=by)
        for n, (who, by) in enumerate([("dan", "carol"), ("nina", "carol"), ("paul", "carol"), ("paul", "nina")])
    ]

    assert [row is not None for row in given] == [True, True, False, True]
    assert [event.data["why"] for event in told("points_withheld")] == [Withheld.GIVER]


def test_nobody_praises_themselves_and_former_members_get_nothing(cast: Cast) -> None:
    giving(cast)

    assert (earn(cast, "dan", Deed.MARK, by="dan"), earn(cast, "eve")) == (None, None)


def test_the_budget_of_a_month_is_never_exceeded(cast: Cast) -> None:
    giving(cast, monthly_budget=12)

    given = [earn(cast, "dan", source=str(number)) is not None for number in range(3)]

    assert (given, has(cast, "dan")) == ([True, True, False], 10)
    assert [event.data["why"] for event in told("points_withheld")] == [Withheld.BUDGET]
    with pytest.raises(NotEnough):
        gift(cast, "dan", 3)
    assert gift(cast, "dan", 2).points == 2
    assert has(cast, "dan") == 12
    there = circulation_of(cast.table.pk, MARCH)
    assert (there.held, there.given, there.left) == (12, 12, 0)


def test_another_budget_fits_this_month_and_the_next_has_its_own(cast: Cast) -> None:
    giving(cast, monthly_budget=12)
    earn(cast, "dan")

    def left() -> int | None:
        plan = plan_of(cast.table.pk)
        assert plan
        return left_of(plan, MARCH)

    found = [left()]
    for budget in (20, 3, None, 8):
        giving(cast, monthly_budget=budget)
        found.append(left())

    assert found == [7, 15, 0, None, 3]
    assert earn(cast, "dan", source="april", at=NOW + 40 * DAY) is not None
    assert end_months(now=NOW + 40 * DAY) == 1
    assert end_months(now=NOW + 40 * DAY) == 0
    assert has(cast, "dan") == 10


def test_what_is_undone_is_taken_back_as_far_as_it_is_there(cast: Cast) -> None:
    giving(cast, monthly_budget=100)
    row, spent = earn(cast, "dan"), earn(cast, "carol")
    prize = add_prize(community=cast.table.pk, name="Pen", price=3, actor=cast.actor("alice"), now=NOW)
    buy_prize(prize=prize.pk, actor=cast.actor("carol"), now=NOW)
    assert row
    assert spent

    for number in (row.pk, row.pk, spent.pk):
        revoke_award(award=number, actor=SYSTEM, now=NOW)

    assert (has(cast, "dan"), has(cast, "carol")) == (0, 0)
    assert [event.data["points"] for event in told("points_revoked")] == [5, 2]
    assert circulation_of(cast.table.pk, MARCH).left == 97


def test_a_gift_has_a_reason_and_needs_the_right(cast: Cast) -> None:
    giving(cast)

    with pytest.raises(Invalid):
        give_points(member=cast.members["dan"].pk, points=5, note=" ", actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Forbidden):
        give_points(member=cast.members["dan"].pk, points=5, note="x", actor=cast.actor("bob"), now=NOW)
    edit_plan(community=cast.table.pk, on=False, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        gift(cast, "dan", 5)

    assert not LoggedEvent.objects.filter(kind="ledger_posted").exists()


@pytest.mark.parametrize(
    ("deed", "points", "field"),
    [("gift", 3, "deed"), ("sing", 3, "deed"), ("mark", -1, "points"), ("mark", 10**6, "points")],
)
def test_a_rule_that_makes_no_sense_is_refused(cast: Cast, deed: str, points: int, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        rule(cast, deed, points)

    assert wrong.value.field == field


def test_a_rule_without_points_is_gone(cast: Cast) -> None:
    giving(cast)

    rule(cast, Deed.CHECK_IN, 0)

    assert earn(cast, "dan") is None


def test_the_statement_says_why(cast: Cast) -> None:
    giving(cast)
    row = earn(cast, "dan", Deed.REACTION, by="carol")
    earn(cast, "dan")
    gift(cast, "dan", 7)
    assert row
    revoke_award(award=row.pk, actor=SYSTEM, now=NOW)

    lines = lines_of(list(movements_of(cast.table.pk, cast.members["dan"].pk)))

    said = [(line.kind, line.points, line.balance, line.award.deed if line.award else "") for line in lines]
    assert said == [
        ("revoked", -1, 12, "reaction"), ("award", 7, 13, "gift"), ("award", 5, 6, "check_in"), ("award", 1, 1, "reaction"),
    ]  # fmt: skip
    assert given_by_deed(cast.table.pk, MARCH) == [("gift", 7, 1), ("check_in", 5, 1)]


def test_old_points_end_and_the_oldest_are_spent_first(cast: Cast) -> None:
    giving(cast, life_months=2)
    prize = add_prize(community=cast.table.pk, name="Pen", price=4, actor=cast.actor("alice"), now=NOW)
    gift(cast, "dan", 10)
    gift(cast, "dan", 5, now=NOW + timedelta(days=40))
    buy_prize(prize=prize.pk, actor=cast.actor("dan"), now=NOW + timedelta(days=41))

    ended = [expire_due(actor=SYSTEM, now=datetime(2026, month, 5, tzinfo=UTC)) for month in (4, 5, 6, 6, 7)]

    assert (ended, has(cast, "dan")) == ([0, 0, 1, 0, 1], 0)
    assert [event.data["points"] for event in told("points_expired")] == [6, 5]


def test_an_envelope_of_the_community_is_paid_from_the_budget_and_another_budget_knows_it(cast: Cast) -> None:
    giving(cast, monthly_budget=100)
    facts = {"group": cast.group.pk, "count": 4, "words": "Thanks", "own": False}
    offer_envelope(**facts, amount=80, actor=cast.actor("alice"), now=NOW)

    giving(cast, monthly_budget=90)

    there = circulation_of(cast.table.pk, MARCH)
    assert (there.given, there.left, there.in_envelopes) == (80, 10, 80)
    with pytest.raises(NotEnough):
        offer_envelope(**facts, amount=11, actor=cast.actor("alice"), now=NOW)
    assert close_due(actor=SYSTEM, now=NOW + 2 * DAY) == 1
    assert circulation_of(cast.table.pk, MARCH).left == 90


def test_what_comes_back_keeps_its_age(cast: Cast) -> None:
    giving(cast, life_months=1)
    prize = add_prize(community=cast.table.pk, name="Pen", price=10, actor=cast.actor("alice"), now=NOW)
    gift(cast, "dan", 10)
    bought = buy_prize(prize=prize.pk, actor=cast.actor("dan"), now=NOW)
    return_purchase(purchase=bought.pk, actor=cast.actor("alice"), now=NOW + 20 * DAY)

    assert expire_due(actor=SYSTEM, now=datetime(2026, 5, 2, tzinfo=UTC)) == 1
    assert has(cast, "dan") == 0
