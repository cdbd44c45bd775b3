"""What a programme for partners may promise under the policy pack of its community."""

from typing import Any

import pytest

from coterie.growth.domain.policy import choose_policy
from coterie.growth.errors import PolicyBroken
from coterie.growth.queries.policy import plans_touched
from coterie.growth.rules.packs import packs
from coterie.partners.domain.programme import turn_programme
from coterie.partners.models import Programme, Terms
from coterie.partners.queries.partners import programme_of
from tests.cast import NOW, Cast
from tests.partners.sales import programme

pytestmark = pytest.mark.django_db


def touched(cast: Cast, pack: str) -> list[tuple[str, list[str]]]:
    found = plans_touched(cast.actor("alice"), cast.table.pk, packs()[pack])
    return [(one.plan.kind, [refusal.rule for refusal in one.refusals]) for one in found]


def test_two_levels_within_the_cap_are_lawful_everywhere(cast: Cast) -> None:
    for pack in packs():
        choose_policy(community=cast.table.pk, pack=pack, actor=cast.actor("alice"), now=NOW)
        programme(cast, rate=2500, second_rate=500)
        assert touched(cast, pack) == []


@pytest.mark.parametrize("pack", ["cn", "us", "eu"])
def test_more_of_an_order_than_the_pack_allows_is_not_promised(cast: Cast, pack: str) -> None:
    choose_policy(community=cast.table.pk, pack=pack, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(PolicyBroken, match=rf"rule {pack}\.cap"):
        programme(cast, rate=2500, cap=3001)

    assert not Programme.objects.exists()


@pytest.mark.parametrize(("asked", "rule"), [({"levels": 3}, "levels"), ({"buy_to_join": True}, "entry")])
@pytest.mark.parametrize("pack", ["cn", "us", "eu"])
def test_what_makes_selling_into_recruiting_is_refused_by_every_pack(
    cast: Cast, pack: str, asked: dict[str, Any], rule: str
) -> None:
    choose_policy(community=cast.table.pk, pack=pack, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(PolicyBroken, match=rf"rule {pack}\.{rule}"):
        programme(cast, **asked)

    assert not Terms.objects.exists()


def test_programme_of_before_is_shown_and_opens_no_more(cast: Cast) -> None:
    programme(cast, rate=2500)
    Terms.objects.update(cap=5000)
    by = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}

    assert touched(cast, "eu") == [("programme", ["eu.cap"])]
    assert not turn_programme(is_open=False, **by).is_open
    with pytest.raises(PolicyBroken):
        turn_programme(is_open=True, **by)
    row = programme_of(cast.table.pk)
    assert row is not None
    assert not row.is_open
