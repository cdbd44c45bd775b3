from datetime import timedelta

import pytest

from coterie.review.queries.way_rows import Asked, Counted, rows_behind
from coterie.review.queries.ways import Figures, channels_compared, codes_compared
from coterie.review.rules.period import Period
from tests.review.story import MONDAY, Story, after

WEEK = Period(after(7), after(14))
BEFORE = Period(after(0), after(7))
DAY = (MONDAY - timedelta(days=0)).toordinal() - 719163
"""The number of the story's first day, counted from 1970."""


def story():
    """Two channels: posters (1, codes 11 and 12) and an article (2, code 21); and people who just came."""
    told = Story()
    for visitor, code in ((101, 11), (102, 11), (103, 12)):
        told.tell(after(8, minutes=visitor), "code_scanned", visitor=visitor, channel=1, code=code)
    again = {"verdict": "again", "reason": "", "count": 4}
    told.tell(after(8, minutes=200), "code_viewed", channel=1, code=11, data=again)
    told.tell(after(8, minutes=201), "code_viewed", channel=1, code=11, data={**again, "verdict": "bot"})
    told.tell(after(8, minutes=202), "code_scanned", visitor=101, channel=1, code=12)
    come(told, after(9), 1, visitor=101, channel=1, code=11)
    come(told, after(9), 2, visitor=103, channel=1, code=12)
    come(told, after(9), 3, visitor=104, channel=None, code=90)
    told.tell(after(8), "page_seen", visitor=104)
    told.tell(after(8), "page_seen", visitor=201, channel=2, code=21)
    told.tell(after(9), "code_scanned", visitor=201, channel=2, code=21)
    come(told, after(9), 4, visitor=201, channel=2, code=21)
    told.message(after(9, minutes=30), 1)
    told.message(after(10, minutes=1), 2)
    told.message(after(9, minutes=1), 4)
    return told


def come(told, at, member, **columns):
    told.tell(at, "member_joined", member=member, data={"again": False}, **columns)


def cost(told, subject, amount, *, days=(7, 13), currency="CNY", **columns):
    data = {"amount": amount, "currency": currency, "first_day": DAY + days[0], "last_day": DAY + days[1]}
    told.tell(after(15), "channel_cost_recorded", subject=subject, data=data, **columns)


def by_channel(told, **more):
    return {way.channel: way for way in channels_compared(told.log(**more), WEEK, BEFORE)}


def test_people_are_counted_by_channel():
    found = by_channel(story())

    assert found[1].now == Figures(views=8, visitors=3, joins=2, activated=1)
    # who joined from an opened link looked once, though joining made a ticket
    assert found[2].now == Figures(views=1, visitors=1, joins=1, activated=1)
    assert found[None].now == Figures(views=1, visitors=1, joins=1)
    assert found[1].before == Figures()


def test_people_are_counted_by_code():
    found = {way.code: way.now for way in codes_compared(story().log(), WEEK, BEFORE)}

    assert found[11] == Figures(views=6, visitors=2, joins=1, activated=1)
    assert found[12] == Figures(views=2, visitors=2, joins=1)
    assert set(found) == {11, 12, 21, 90}


def test_who_is_young_still_has_time():
    told = story()
    come(told, after(13.5), 5, visitor=105, channel=1, code=11)

    found = by_channel(told, now=after(14))

    assert (found[1].now.joins, found[1].now.activated, found[1].now.pending) == (3, 1, 1)


def test_costs_fall_on_their_days():
    told = story()
    cost(told, 1, 1400, channel=1, code=11, days=(0, 13))
    cost(told, 2, 300, channel=1)
    cost(told, 3, 500, channel=1, currency="USD")
    cost(told, 4, 999, channel=1)
    told.tell(after(16), "channel_cost_withdrawn", subject=4, channel=1)
    cost(told, 5, 70, channel=2, days=(20, 30))

    found = by_channel(told)

    assert (found[1].now.costs, found[1].before.costs) == ({"CNY": 1000, "USD": 500}, {"CNY": 700})
    assert (found[1].now.cost_per_join("CNY"), found[1].before.cost_per_join("CNY")) == (500, None)
    assert found[2].now.costs == {}
    codes = {way.code: way.now.costs for way in codes_compared(told.log(), WEEK, BEFORE) if way.channel == 1}
    assert codes == {11: {"CNY": 700}, 12: {}}


def test_revenue_is_what_those_bought_who_came():
    told = story()
    told.order(after(8), 5000, order=1, member=1)
    told.order(after(20), 1000, order=2, member=1)
    told.order(after(21), 400, order=2, member=1, kind="order_refunded")
    told.order(after(20), 900, order=3, member=2, currency="USD")
    told.order(after(20), 100, order=4)

    found = by_channel(told)

    assert found[1].now.revenue == {"CNY": 600, "USD": 900}
    assert found[2].now.revenue == {}


def test_coming_back_is_no_second_arrival():
    told = story()
    told.tell(after(10), "member_joined", member=4, visitor=201, channel=1, code=11, data={"again": True})

    found = by_channel(told)

    assert (found[1].now.joins, found[2].now.joins) == (2, 1)


@pytest.mark.parametrize("code", [None, 11])
def test_every_figure_opens_into_its_rows(code):
    told = story()
    cost(told, 1, 1400, channel=1, code=11, days=(0, 13))
    cost(told, 2, 301, channel=1)
    told.order(after(20), 1000, order=2, member=1)
    log = told.log()
    compare = channels_compared if code is None else codes_compared
    [figures] = [way.now for way in compare(log, WEEK, None) if (way.channel, way.code) == (1, code)]

    rows = {counted: rows_behind(log, counted, Asked(1, code, WEEK)) for counted in Counted}

    assert sum(row["looks"] for row in rows["views"]) == figures.views
    assert len(rows["visitors"]) == figures.visitors
    assert [row["member"] for row in rows["activated"]] == [1]
    assert len(rows["joins"]) == figures.joins
    assert sum(row["part"] for row in rows["cost"]) == figures.costs["CNY"]
    assert sum(row["amount"] for row in rows["revenue"]) == figures.revenue["CNY"]
    assert rows["joins"][-1]["at"] == after(9)


def test_nobody_came():
    assert channels_compared(Story().log(), WEEK, None) == []
