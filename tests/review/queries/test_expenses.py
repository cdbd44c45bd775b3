"""What sales cost, as the log tells it."""

import pytest

from coterie.review.queries.earnings import earnings
from coterie.review.queries.expenses import expenses
from coterie.review.queries.profit_json import profit_json
from tests.review.story import Story, after


def posted(story: Story, hours: int, kind: str, amount: int) -> None:
    data = {"book": "CNY", "kind": kind, "legs": [[1, amount], [2, -amount]]}
    story.tell(after(hours), "ledger_posted", subject=1, data=data)


def test_goods_fees_and_channels_come_off_the_revenue():
    story = Story()
    story.order(after(0), 10_000, order=1, customer=7)
    posted(story, 0, "sale", 10_000)
    posted(story, 0, "goods", 3000)
    posted(story, 1, "goods_back", 1000)
    posted(story, 1, "fee", 300)

    log = story.log()
    spent = expenses(log)
    found = profit_json(earnings(log), spent)

    assert spent is not None
    assert (spent["CNY"].goods, spent["CNY"].fees, spent["CNY"].channels) == (2000, 300, 0)
    assert (found["goods"], found["fees"], found["costs"], found["profit"]) == (20.0, 3.0, 0.0, 77.0)
    assert found["roi"] == pytest.approx(7700 / 2300)


def test_commissions_and_rewards_come_off_it_too():
    story = Story()
    story.order(after(0), 10_000, order=1, customer=7)
    for kind, amount in (
        ("commission", 1000), ("bounty", 500), ("commission_back", 300), ("claw_back", 100), ("payout", 700),
        ("reward", 900), ("reward_back", 200), ("award", 50),
    ):  # fmt: skip
        posted(story, 1, kind, amount)

    log = story.log()
    found = profit_json(earnings(log), expenses(log))

    assert (found["commissions"], found["rewards"], found["profit"]) == (11.0, 7.0, 82.0)
    assert found["roi"] == pytest.approx(8200 / 1800)


def test_of_a_group_no_costs_are_known():
    story = Story()
    story.order(after(0), 1000, order=1, customer=7)

    assert expenses(story.log(group=1)) is None
    assert profit_json(earnings(story.log()), None)["profit"] is None
