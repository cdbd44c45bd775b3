import numpy as np
import pytest

from coterie.review.enums import Lack
from coterie.review.queries.value_json import rows_json, value_json
from coterie.review.rules.bgnbd import Leaving
from coterie.review.rules.buyers import sales_of
from coterie.review.rules.valuation import tried, valued
from tests.review.buying import cdnow, day


def test_real_forecast_beats_same_as_before():
    found = valued(cdnow(), end=day("1997-09-30"), weeks=39)

    trial = tried(found, day("1998-06-30"))

    assert (trial.weeks, trial.purchases) == (39, 1882)
    assert trial.by_model[Leaving.BG].mae <= 0.80
    assert trial.by_model[Leaving.MBG].mae <= 0.80
    assert trial.naive.mae == pytest.approx(1.024, abs=0.0005)
    assert trial.by_model[Leaving.BG].total_error == pytest.approx(-0.1215, abs=0.0005)


DEGENERATE = {
    "one customer": ([("a", d, 5.0) for d in (0, 9, 30)], Lack.FEW),
    "one purchase": ([("a", 0, 5.0)], Lack.ONE_DAY),
    "everybody once": ([(str(n), n % 50, 5.0) for n in range(200)], Lack.ONCE),
    "all on one day": ([(str(n), 10, 5.0) for n in range(200)], Lack.ONE_DAY),
    "refunds alone": ([(str(n), n, -5.0) for n in range(30)], Lack.NOBODY),
    "few of many came again": ([(str(n % 50), n, 5.0) for n in range(53)], Lack.FEW),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_too_little_gives_a_reason_and_no_figure(name):
    rows, lack = DEGENERATE[name]
    sales = sales_of(*zip(*rows, strict=True))

    found = valued(sales, end=int(sales.day.max()), weeks=13)
    shown = value_json(found, tried(found, int(sales.day.max()) + 7))

    assert found.lacks["model"] is lack
    assert (shown["bgnbd"], shown["mbgnbd"], shown["model"], shown["holdout"]["mae"]) == (None,) * 4
    assert shown["reasons"]["bgnbd"]
    assert all(row["p_alive"] is None and row["segment"] for row in rows_json(found))


def test_goods_for_nothing_have_no_model_of_amounts():
    draw = np.random.default_rng(1)
    rows = [(str(n % 60), int(draw.integers(0, 200)), 0.0) for n in range(200)]

    found = valued(sales_of(*zip(*rows, strict=True)), end=199, weeks=13)

    assert found.spend is None
    assert found.lacks["spend"] is Lack.UNPAID
    assert not found.outlook.value.any()


def test_value_is_by_the_more_likely_model():
    found = valued(cdnow(), end=day("1997-09-30"), weeks=39)

    assert found.outlook.fit is max(found.fits.values(), key=lambda fit: fit.log_likelihood)
    assert len(list(rows_json(found))) == 2357


@pytest.mark.parametrize("alike", [(3, 7), (10, 1)])
def test_customers_who_are_all_alike_break_nothing(alike):
    times, gap = alike
    rows = [(str(n), time * gap, 12.5) for n in range(100) for time in range(times)]

    found = valued(sales_of(*zip(*rows, strict=True)), end=times * gap, weeks=13)

    assert np.isfinite(found.outlook.value).all()
    assert ((found.outlook.alive >= 0) & (found.outlook.alive <= 1)).all()
