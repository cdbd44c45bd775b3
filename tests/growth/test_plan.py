"""A campaign beside its plan: kept before it begins, held against what came, and never changed afterwards."""

import json
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client

from coterie.growth.domain.plan import keep_plan
from coterie.growth.models import Campaign, CampaignPlan
from coterie.growth.queries.plan import by_day, compared
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import forecast
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.web.console.forecast_form import ForecastForm, fields_of
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.campaign_scenes import NUMBERS, PEN
from tests.growth.drive import DAY, HOUR, after, comes, inviting, running

WHOLE = {
    "seeds": 5, "invitations": {"mean": 2.0, "dispersion": 0.5}, "cycle_days": 2.0, "horizon_days": 20.0, "joins": 0.29,
    "activation": 0.57, "order": {"rate": 0.06, "value": 99.0, "margin": 0.4}, "fixed_cost": 3.0, "budget": 50.0,
    "rewards": [{"at": 2, "cost": 2.0}, {"at": 5, "cost": 4.5}],
}  # fmt: skip


def kept(
    cast: Cast, row: Campaign, numbers: dict[str, object] = NUMBERS, who: str = "alice", **later: int
) -> CampaignPlan:
    at = NOW + timedelta(**later)
    return keep_plan(campaign=row.pk, numbers=numbers, actor=cast.actor(who), now=at)


@pytest.mark.django_db
def test_plan_is_written_once_the_campaign_has_begun(cast: Cast) -> None:
    row = running(cast, PEN)
    first = kept(cast, row)

    assert kept(cast, row, hours=1).kept_at == first.kept_at
    with pytest.raises(Conflict):
        kept(cast, row, WHOLE, days=1)

    Campaign.objects.filter(pk=row.pk).update(state="draft")
    assert kept(cast, row, WHOLE).numbers == WHOLE


@pytest.mark.django_db
def test_wrong_numbers_and_wrong_people_keep_nothing(cast: Cast) -> None:
    row = running(cast, PEN)

    with pytest.raises(Invalid) as refused:
        kept(cast, row, {**NUMBERS, "seeds": 0})
    assert refused.value.field == "seeds"
    with pytest.raises(NotFound):
        kept(cast, row, who="dan")
    assert not CampaignPlan.objects.exists()


@pytest.mark.django_db
def test_friends_and_cost_stand_beside_the_plan(cast: Cast) -> None:
    row = running(cast, PEN, stay_hours=1)
    inviter = inviting(cast, row)
    plan = kept(cast, row, {**NUMBERS, "fixed_cost": 7})
    for place in range(3):
        comes(cast, inviter, 100 + place, NOW + place * DAY + HOUR)
    after(inviter, NOW + 3 * DAY)

    found = compared(plan, row, "EUR", NOW + 3 * DAY)

    begun = (NOW - row.starts_at) / DAY
    asked = [day for day in found.forecast.days if day <= 3 + begun]
    assert found.friends == [sum(begun + place + 1 / 24 <= day for place in range(3)) for day in asked]
    assert found.cost[0] == 7
    plain = forecast(campaign_of(plan.numbers), columns=60)
    assert np.array_equal(found.forecast.members + 5, plain.members)


@pytest.mark.django_db
@pytest.mark.parametrize(("mean", "stands"), [(0, "above"), (90, "below")])
def test_too_little_and_too_much_are_told(cast: Cast, mean: int, stands: str) -> None:
    row = running(cast, PEN, stay_hours=1)
    inviter = inviting(cast, row)
    comes(cast, inviter, 100, NOW + HOUR)
    after(inviter, NOW + 3 * DAY)
    plan = kept(cast, row, {**NUMBERS, "invitations": {"mean": mean, "dispersion": 10}})

    assert compared(plan, row, "EUR", NOW + 3 * DAY).stands("members")[0] == stands


def test_sums_by_day_are_plain_sums() -> None:
    facts = [(NOW + hours * HOUR, float(hours)) for hours in (50, 3, 3, 24, 99)]

    told = by_day(NOW, [0.0, 1.0, 2.0, 5.0], facts)

    assert told == [sum(much for at, much in facts if (at - NOW) / DAY <= day) for day in (0.0, 1.0, 2.0, 5.0)]
    assert told == [0.0, 30.0, 30.0, 179.0]


def test_the_form_says_what_the_file_says() -> None:
    form = ForecastForm(fields_of(WHOLE))

    assert form.is_valid(), form.errors
    assert campaign_of(form.given()) == campaign_of(WHOLE)


@pytest.mark.django_db
def test_page_and_call_keep_and_show_it(cast: Cast, client: Client) -> None:
    row = running(cast, PEN)
    client.force_login(cast.accounts["alice"], backend=BACKEND)
    page = f"/console/table/spread/campaigns/{row.key}/plan"

    assert client.post(page, {**fields_of(WHOLE), "seeds": "0"}).status_code == 422
    assert client.post(page, fields_of(WHOLE)).status_code == 302
    shown = client.get(page).content.decode()
    told = json.loads(call("get", f"/communities/table/campaigns/{row.key}/plan", token_of(cast, "alice")).content)

    assert "Keep as the plan" not in shown
    assert [one["cost"] for one in told["numbers"]["rewards"]] == [2.0, 4.5]
    assert told["friends"]["seen"] == 0
