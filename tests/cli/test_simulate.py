"""`coterie simulate` as somebody types it."""

import json

import pytest
from click.testing import CliRunner

from coterie.cli.simulate import simulate

LEAST = "seeds: 40\ninvitations: {mean: 0.6, dispersion: 0.5}\ncycle_days: 1\nhorizon_days: 365\n"
WHOLE = """
seeds: 100
invitations: {mean: 4, dispersion: 0.5}
cycle_days: 4
horizon_days: 30
population: 20000
joins: 0.3
activation: 0.6
order: {rate: 0.06, value: 99, margin: 0.6}
rewards:
  - {at: 3, kind: coupon, cost: 10}
  - {at: 10, kind: book, cost: 25}
commission: 0.05
fraud_share: 0.02
fixed_cost: 1200
budget: 5000
"""


def run(tmp_path, text, *words):
    file = tmp_path / "campaign.yaml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(simulate, [str(file), *words])


def figures(tmp_path, text, *words):
    result = run(tmp_path, text, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_four_fields_are_enough(tmp_path):
    found = figures(tmp_path, LEAST)

    assert set(found) == {"members", "cost", "profit", "p_profit", "p_overrun", "extinction"}
    assert all(set(found[name]) == {"mean", "sd", "p10", "p50", "p90"} for name in ("members", "cost", "profit"))
    assert found["members"]["mean"] == pytest.approx(40 / 0.4, abs=4 * (40 * 0.6 * 2.2 / 0.064) ** 0.5 / 100)
    assert found["members"]["sd"] == pytest.approx((40 * 0.6 * 2.2 / 0.064) ** 0.5, rel=0.05)
    assert (found["cost"]["p90"], found["profit"]["mean"], found["p_profit"], found["extinction"]) == (0, 0, 0, 1)


def test_whole_campaign(tmp_path):
    found = figures(tmp_path, WHOLE)

    assert 100 < found["members"]["p10"] < found["members"]["p50"] < found["members"]["p90"] <= 20_000
    assert 1200 < found["cost"]["p10"] <= found["cost"]["p90"] <= 5000
    assert 0 < found["p_profit"] < 1
    assert 0 <= found["p_overrun"] <= 1
    assert found["extinction"] == pytest.approx(5.9e-6, abs=1e-7)


def test_same_file_gives_same_figures(tmp_path):
    once, again = (figures(tmp_path, WHOLE, "--runs", "500") for _ in range(2))

    assert once == again
    assert once != figures(tmp_path, WHOLE.replace("99", "98"), "--runs", "500")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEAST.replace("seeds: 40\n", ""), "seeds"),
        (LEAST + "joins: 1.4\n", "joins"),
        (LEAST + "jions: 0.4\n", "jions"),
        (LEAST + "joins: yes\n", "joins"),
        (LEAST + "joins: .nan\n", "joins: must lie between 0 and 1"),
        (LEAST + f"budget: {'9' * 5000}\n", "YAML"),
        (LEAST + "population: 39\n", "population"),
        (LEAST + "rewards: {at: 3, cost: 2}\n", "rewards"),
        (LEAST + "rewards: [{at: 2.5, cost: 2}]\n", "rewards[1].at"),
        (LEAST + "rewards: [{at: 3, cost: 2, price: 4}]\n", "rewards[1].price"),
        (LEAST + "order: {rate: 0.2}\n", "order.value"),
        (LEAST.replace("dispersion: 0.5", "dispersion: 0"), "invitations.dispersion"),
        (LEAST.replace("{mean: 0.6, dispersion: 0.5}", "3"), "invitations"),
        (LEAST.replace("cycle_days: 1", "cycle_days: 0.1"), "horizon_days"),
        ("- seeds\n", "fields"),
        ("", "fields"),
        ("seeds: [40\n", "line 2"),
        ("[" * 5000, "YAML"),
    ],
)
def test_wrong_file_is_refused_with_the_field(tmp_path, text, said):
    result = run(tmp_path, text)

    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr


def test_wrong_words_are_refused(tmp_path):
    assert run(tmp_path, LEAST, "--runs", "1").exit_code == 2
    assert CliRunner().invoke(simulate, [str(tmp_path / "none.yaml")]).exit_code == 2
