"""Who looked at what is sold, and what became of them."""

from datetime import timedelta

from coterie.review.queries.offer_looks import conversions, lookers
from coterie.review.rules.conversion import WINDOW_DAYS, Sale, converted
from coterie.review.rules.period import Period
from tests.review.story import Story, after

PEN, INK = 1, 2
NOW = after(20)
ALL = Period(after(-1), NOW)


def look(story, at, offer, *, visitor=None, member=None):
    story.tell(at, "page_seen", visitor=visitor, member=member, data={"offer": offer})


def told(units, sales=(), *, story, period=ALL):
    return conversions(story.log(now=NOW), units, sales, period)


def figures(found):
    share = found.share
    return (found.looked, found.ordered, found.paid, found.pending, share.done, share.of, found.profit, found.unseen)


def test_somebody_who_looked_joined_and_bought_is_one_person():
    story = Story()
    look(story, after(0), PEN, visitor=11)
    look(story, after(1), PEN, visitor=11)
    look(story, after(2), PEN, visitor=11, member=5)
    look(story, after(2), PEN, visitor=12, member=5)
    look(story, after(0), PEN, visitor=13)
    sale = Sale(PEN, 5, after(2), after(3), 700)

    [found] = told({PEN: PEN}, [sale], story=story).values()

    assert figures(found) == (2, 1, 1, 0, 1, 2, 700, 0)
    assert (found.each, found.share.rate) == (350, 0.5)


def test_browser_is_its_first_members_and_joining_tells_whose_it_is():
    story = Story()
    story.join(after(1), 5, visitor=11)
    look(story, after(0), PEN, visitor=11)
    look(story, after(2), PEN, visitor=11, member=6)
    look(story, after(3), PEN, visitor=11)

    found = lookers(story.log(now=NOW), {PEN: "pens"}, ALL)["pens"]

    assert (found.people, set(found.members)) == (2, {5, 6})


def test_who_still_has_time_is_pending_and_never_dropped():
    story, young = Story(), NOW - timedelta(days=WINDOW_DAYS) + timedelta(seconds=1)
    look(story, young - timedelta(seconds=1), PEN, visitor=1)
    for visitor in (2, 3, 4):
        look(story, young, PEN, visitor=visitor, member=visitor if visitor < 4 else None)
    sales = [Sale(PEN, 2, young, young, 10), Sale(PEN, 3, young, None, 10)]

    [found] = told({PEN: PEN}, sales, story=story).values()

    assert figures(found) == (4, 2, 1, 2, 0, 1, 10, 0)


def test_order_before_the_look_or_after_the_window_does_not_convert():
    story = Story()
    for member in (1, 2, 3):
        look(story, after(1), PEN, member=member)
    late = after(1 + WINDOW_DAYS)
    sales = [
        Sale(PEN, 1, after(0), after(0), 100), Sale(PEN, 2, late, late, 40),
        Sale(PEN, 3, after(2), late, 30), Sale(PEN, 9, after(2), after(2), 500),
    ]  # fmt: skip

    [found] = told({PEN: PEN}, sales, story=story).values()

    assert figures(found) == (3, 1, 0, 0, 0, 3, 70, 1)


def test_scene_counts_a_person_once_for_all_its_offers():
    story = Story()
    look(story, after(0), PEN, visitor=1)
    look(story, after(1), INK, visitor=1)
    look(story, after(1), INK, visitor=2)

    found = told({PEN: "letters", INK: "letters", 3: ""}, story=story)

    assert {scene: one.looked for scene, one in found.items()} == {"letters": 2, "": 0}


def test_nobody_looked():
    [found] = told({PEN: PEN}, [Sale(PEN, 1, after(1), after(1), 50)], story=Story()).values()

    assert (*figures(found), found.each, found.share.rate) == (0, 0, 0, 0, 0, 0, 0, 1, None, None)


def test_pending_judged_and_young_payers_are_all_who_looked():
    story = Story()
    for one in range(40):
        look(story, after(one / 2), PEN, member=one)
    sales = [Sale(PEN, one, after(one / 2), after(one / 2), 1) for one in range(0, 40, 3)]
    log = story.log(now=NOW)

    found = converted(lookers(log, {PEN: PEN}, ALL)[PEN], sales, NOW, ALL)

    assert found.looked == 40 == found.pending + found.share.of + (found.paid - found.share.done)


def test_period_is_of_first_looks_and_its_parts_add_up():
    story, cut = Story(), after(4)
    for one in range(8):
        look(story, after(one), PEN, member=one)
        look(story, after(one + 5), PEN, member=one)
    look(story, cut, PEN, visitor=99)
    sales = [Sale(PEN, one, after(one + 3), after(one + 3), 10) for one in (1, 3, 4, 6)]
    sales += [Sale(PEN, 70, after(1), after(1), 5), Sale(PEN, 71, after(6), after(6), 5)]

    parts = [Period(after(-1), cut), Period(cut, NOW)]
    early, late = (figures(told({PEN: PEN}, sales, story=story, period=part)[PEN]) for part in parts)

    assert (early, late) == ((4, 2, 2, 0, 2, 4, 20, 1), (5, 2, 2, 1, 2, 4, 20, 1))
    assert tuple(sum(both) for both in zip(early, late, strict=True)) == figures(
        told({PEN: PEN}, sales, story=story)[PEN]
    )
