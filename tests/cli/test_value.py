"""`coterie value` as somebody types it."""

import json

import pytest
from click.testing import CliRunner

from coterie.cli.value import value
from tests.review.chance import shared


def run(*words):
    return CliRunner().invoke(value, [str(word) for word in words])


def figures(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_real_sample_with_days_kept_back():
    found = figures(shared("cdnow/CDNOW_sample.txt"), "--holdout", "1997-10-01", "--rows")

    model = found["bgnbd"]
    assert [model[name] for name in ("r", "alpha", "a", "b")] == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=0.0006)
    assert model["log_likelihood"] == pytest.approx(-9582.4, abs=0.05)
    assert found["holdout"]["mae"] <= 0.80
    assert found["holdout"]["naive_mae"] == pytest.approx(1.024, abs=0.0005)
    assert (found["customers"], found["span"]["known_until"], found["expected"]["weeks"]) == (2357, "1997-09-30", 39)
    assert len(found["rows"]) == 2357
    assert all(0 <= row["p_alive"] <= 1 and row["value"] >= 0 for row in found["rows"])


def test_real_invoices():
    found = figures(shared("online_retail_invoices/online_retail_invoices.csv"))

    assert found["revenue"] == pytest.approx(8_911_408, abs=1)
    assert found["top20_share"] == pytest.approx(0.746, abs=0.0005)
    assert sum(one["customers"] for one in found["rfm"]["segments"].values()) == found["customers"] == 4338
    assert found["bgnbd"]["log_likelihood"] > found["mbgnbd"]["log_likelihood"]
    assert (found["model"], found["holdout"], "rows" in found) == ("bgnbd", None, False)


def test_one_customer_gets_an_honest_answer(tmp_path):
    file = tmp_path / "one.csv"
    file.write_text("id,date,amount\nann,2024-05-01,5\nann,2024-05-09,7\nbroken\n")

    found = figures(file)

    assert (found["customers"], found["revenue"], found["bgnbd"], found["model"]) == (1, 12.0, None, None)
    assert found["reasons"]["bgnbd"]
    assert (found["unparsed_count"], found["unparsed"][0]["line"]) == (1, 4)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--columns", "id,date"), 2, "name three"),
        (("--holdout", "yesterday"), 2, "yesterday"),
        (("--holdout", "2024-05-01"), 1, "kept back"),
        (("--holdout", "2024-05-10"), 1, "kept back"),
        (("--columns", "id,date,price"), 1, "price"),
    ],
)
def test_wrong_words_are_refused(tmp_path, words, code, said):
    file = tmp_path / "one.csv"
    file.write_text("id,date,amount\nann,2024-05-01,5\nann,2024-05-09,7\n")

    result = run(file, *words)

    assert (result.exit_code, said in result.stderr) == (code, True)


def test_files_that_say_nothing_are_refused(tmp_path):
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "talk.txt").write_text("hello there\nnobody bought\n")

    assert run(tmp_path / "empty.csv").exit_code == 1
    assert run(tmp_path / "talk.txt").exit_code == 1
    assert run(tmp_path / "none.csv").exit_code == 2
