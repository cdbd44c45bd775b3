"""The demo's people take plans where the community sells one, and none where it does not."""

from datetime import timedelta
from random import Random
from unittest.mock import Mock

from coterie.cli.demo.stage import Person, Stage
from coterie.cli.demo.vip import sell_plans, think_again
from coterie.market.models import Order, PlanTerms, Subscription
from tests.cast import NOW, Cast, call_cast
from tests.market.clubs import DAY
from tests.market.stall import on_sale


def story(cast: Cast) -> Stage:
    """Return the table as a stage, with carol and paul in its VIP group and dan in the basic one."""
    stage = Stage(Mock(spec=Random), cast.table, cast.actor("alice"), {}, {})

    def person(name: str) -> Person:
        return Person(cast.accounts[name].pk, cast.members[name].pk, name, 1.0, NOW + timedelta(days=60))

    stage.seats["vip"] = [person("carol"), person("paul")]
    stage.seats["basic"] = [person("nina")] * 7 + [person("dan")]
    return stage


def test_people_take_pause_cancel_and_try_a_plan(db: None) -> None:
    cast = call_cast()
    on_sale(cast, "club", kind="plan", price=3000, left=None)
    stage = story(cast)

    sell_plans(stage, NOW)
    think_again(stage, NOW + 20 * DAY)

    assert list(Subscription.objects.order_by("pk").values_list("state", flat=True)) == ["active", "paused", "trial"]
    assert Subscription.objects.exclude(cancelled_at=None).count() == 1


def test_nobody_takes_what_is_not_sold(db: None) -> None:
    cast = call_cast()
    on_sale(cast)

    sell_plans(story(cast), NOW)
    think_again(story(cast), NOW)

    assert (Order.objects.count(), PlanTerms.objects.count()) == (0, 0)
