"""Policy packs as data, and what they refuse."""

from dataclasses import fields, replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.queries.policy_words import in_words, limit_said, refusals_said
from coterie.growth.rules.packs import KINDS, pack_for, pack_in, packs
from coterie.growth.rules.policy import Pack, Promise, Rule, is_money, refusals

CASES = {
    "pays_for_heads": Promise(pays_for_heads=True),
    "buy_to_join": Promise(buy_to_join=True),
    "levels": Promise(levels=3),
    "order_cap": Promise(order_cap=3001),
    "cash_for_friends": Promise(cash_for_friends=True),
    "uncapped_cash": Promise(uncapped_cash=True),
    "share_for_reward": Promise(share_for_reward=True),
    "largest_prize": Promise(largest_prize=5_000_001, currency="CNY"),
    "untold_reward": Promise(untold_reward=True),
    "writes_to_friends": Promise(writes_to_friends=True),
}
RULES = [pytest.param(pack, rule, id=rule.id) for pack in packs().values() for rule in pack.rules]
PACKS = st.sampled_from(list(packs().values()))


def broken(promise: Promise, pack: Pack) -> list[str]:
    return [one.rule for one in refusals(promise, pack)]


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_rule_refuses_its_case_and_nothing_else_does(pack: Pack, rule: Rule) -> None:
    case = replace(CASES[rule.kind], currency=rule.currency)

    assert broken(case, pack) == [rule.id]
    assert broken(Promise(), pack) == []


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_refusal_says_rule_title_reason_and_source_in_both_languages(pack: Pack, rule: Rule) -> None:
    found = refusals(replace(CASES[rule.kind], currency=rule.currency), pack)
    said = refusals_said(pack, found)
    with override("zh-hans"):
        chinese = refusals_said(pack, found)
        texts = [rule.title, rule.reason, rule.law, rule.article, pack.name]
        same = [text for text in texts if text.isascii() and text[:1].isalpha() and in_words(text) == text]

    assert all(part in said for part in (rule.id, rule.title, rule.reason, rule.law, rule.article))
    assert rule.id in chinese
    assert same == []


def test_every_kind_has_a_rule_somewhere_and_a_case_here() -> None:
    assert {rule.kind for pack in packs().values() for rule in pack.rules} == KINDS == set(CASES)


def test_third_level_and_a_fee_are_refused_everywhere() -> None:
    for pack in packs().values():
        kinds = [rule.kind for rule in pack.rules]
        assert {"pays_for_heads", "buy_to_join", "levels", "order_cap"} <= set(kinds)
        assert broken(Promise(levels=2, order_cap=3000), pack) == []


def test_prize_in_another_currency_cannot_be_held_against_the_limit() -> None:
    assert broken(Promise(largest_prize=5_000_000, currency="CNY"), packs()["cn"]) == []
    assert broken(Promise(largest_prize=1, currency="USD"), packs()["cn"]) == ["cn.prize"]


def test_pack_is_where_the_currency_is_at_home() -> None:
    assert [pack_for(currency).id for currency in ("CNY", "USD", "EUR", "GBP")] == ["cn", "us", "eu", "eu"]


def test_limits_are_said_as_people_say_them() -> None:
    said = {rule.kind: limit_said(rule) for rule in packs()["cn"].rules}

    assert (said["levels"], said["order_cap"], said["pays_for_heads"]) == ("up to 2", "up to 30 %", "not at all")
    assert said["largest_prize"] == "up to 50,000 CNY"


@pytest.mark.parametrize(
    ("thing", "money"),
    [
        ("50 yuan in cash", True), ("¥50", True), ("20 EUR", True), ("100元", True), ("微信红包", True), ("现金", True),
        ("A PayPal payment", True), ("A book for $20", False), ("A cashmere scarf", False), ("A cup", False),
        ("一本书", False), ("50", False),
    ],
)  # fmt: skip
def test_money_is_known_by_its_name(thing: str, money: bool) -> None:
    assert is_money(thing) is money


@pytest.mark.parametrize(
    "rules",
    [
        '[[rules]]\nid="x.a"\nkind="weather"\nlimit=0\ntitle=""\nreason=""\nlaw=""\narticle=""\nlink=""\n',
        2 * '[[rules]]\nid="x.a"\nkind="levels"\nlimit=0\ntitle=""\nreason=""\nlaw=""\narticle=""\nlink=""\n',
    ],
)
def test_pack_that_nobody_can_hold_is_no_pack(rules: str) -> None:
    with pytest.raises(ValueError, match="pack x"):
        pack_in(f'id="x"\nname="X"\nversion="1"\nsince=2026-01-01\n{rules}')


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """Draw a promise of any kind."""
    kinds = {field.name: field.type for field in fields(Promise)}
    facts = {
        name: draw(st.booleans() if kind is bool else st.integers(0, 10**7))
        for name, kind in kinds.items()
        if name != "currency"
    }
    return Promise(**facts, currency=draw(st.sampled_from(["", "CNY", "USD", "EUR"])))


@given(PACKS, st.data())
def test_promise_within_all_limits_is_never_refused(pack: Pack, data: st.DataObject) -> None:
    facts = {rule.kind: data.draw(st.integers(0, rule.limit)) for rule in pack.rules}
    currency = next((rule.currency for rule in pack.rules if rule.currency), "")

    assert broken(Promise(**facts, currency=currency), pack) == []


@given(PACKS, promises(), st.data())
def test_stricter_limit_never_refuses_less(pack: Pack, promise: Promise, data: st.DataObject) -> None:
    stricter = [replace(rule, limit=data.draw(st.integers(0, rule.limit))) for rule in pack.rules]

    assert set(broken(promise, pack)) <= set(broken(promise, replace(pack, rules=tuple(stricter))))
