import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.rules.campaign import EVERYBODY, Campaign, Reward
from coterie.growth.rules.campaign_file import campaign_of
from coterie.kit.errors import Invalid

LEAST = {"seeds": 5, "invitations": {"mean": 2, "dispersion": 0.5}, "cycle_days": 7, "horizon_days": 30}


def test_least_is_a_campaign_without_money():
    assert campaign_of(LEAST) == Campaign(5, 2, 0.5, 7, 30)
    assert campaign_of(LEAST).population == EVERYBODY
    assert (campaign_of(LEAST).growth, campaign_of(LEAST).cycles) == (2, 4)


def test_every_field_has_its_place():
    more = {
        "population": 900, "joins": 0.2, "activation": 0.5, "order": {"rate": 0.1, "value": 9, "margin": 0.3},
        "rewards": [{"at": 3, "cost": 2}, {"at": 5, "kind": "book", "cost": 8}], "commission": 0.1,
        "fraud_share": 0.05, "fixed_cost": 7, "budget": 100,
    }  # fmt: skip

    made = campaign_of({**LEAST, **more})

    rewards = (Reward(3, 2.0), Reward(5, 8.0, "book"))
    assert made == Campaign(
        5, 2, 0.5, 7, 30, 900, 0.2, 0.5, 0.1, 9, 0.3, rewards=rewards, commission=0.1, fraud_share=0.05,
        fixed_cost=7, budget=100,
    )  # fmt: skip
    assert (made.growth, made.buying, made.counted) == pytest.approx((0.4, 0.475, 0.525))


def test_horizon_of_whole_cycles_holds_all_of_them():
    assert campaign_of({**LEAST, "cycle_days": 0.7, "horizon_days": 2.1}).cycles == 3


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seeds": 0}, "seeds"),
        ({"seeds": 1.5}, "seeds"),
        ({"seeds": "5"}, "seeds"),
        ({"seeds": True}, "seeds"),
        ({"seeds": None}, "seeds"),
        ({"budget": float("inf")}, "budget"),
        ({"budget": 10**400}, "budget"),
        ({"invitations": {"mean": 1}}, "invitations.dispersion"),
        ({"invitations": {"mean": 1, "dispersion": 1, "k": 1}}, "invitations.k"),
        ({"rewards": "book"}, "rewards"),
        ({"rewards": [{"at": 1, "cost": 1}] * 21}, "rewards"),
        ({"rewards": [5]}, "rewards[1]"),
        ({"rewards": [{"at": 1, "cost": 1, "kind": 5}]}, "rewards[1].kind"),
        ({"rewards": [{"at": 1, "cost": 1}, {"at": 0, "cost": 1}]}, "rewards[2].at"),
        ({"horizon_days": 3000}, "horizon_days"),
        ({"population": 4}, "population"),
        ({5: 5}, "5"),
    ],
)
def test_what_is_wrong_is_named(change, field):
    with pytest.raises(Invalid) as refused:
        campaign_of({**LEAST, **change})

    assert refused.value.field == field
    assert str(refused.value).startswith(f"{field}: ")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("seeds", "invitations", "cycle_days", "horizon_days", "joins", "order", "rewards", "budget", "population")


@given(st.dictionaries(st.sampled_from(NAMES), JUNK))
def test_anything_is_a_campaign_or_is_refused(change):
    try:
        made = campaign_of({**LEAST, **change})
    except Invalid:
        return
    assert isinstance(made, Campaign)
