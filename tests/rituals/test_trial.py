"""A product trial: places that never overfill, a lot that anybody can draw again, a report that says what was said."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain import trial as verbs
from coterie.rituals.domain.trial import choose_for_trial, create_trial, draw_for_trial, edit_trial
from coterie.rituals.domain.trial_part import answer_trial, apply_for_trial, withdraw_from_trial
from coterie.rituals.models import Trial, TrialApplication
from coterie.rituals.queries.trials import report_on
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.rituals.test_gathering import crowd

DAY = timedelta(days=1)


def offered(cast: Cast, places: int = 2, **facts: Any) -> Trial:
    usual = {"title": "Tea", "places": places, "apply_until": NOW + DAY, "feedback_until": NOW + 9 * DAY}
    actor = cast.actor("alice")
    return create_trial(
        community=cast.table.pk, **{**usual, "questions": ["Taste?", " ", "Price?"], **facts}, actor=actor, now=NOW
    )


def want(cast: Cast, row: Trial, *names: str) -> list[int]:
    return [
        apply_for_trial(trial=row.pk, member=cast.members[who].pk, why="I like it", actor=cast.actor(who), now=NOW).pk
        for who in names
    ]


def choose(cast: Cast, row: Trial, ids: list[int], *, on: bool = True) -> None:
    choose_for_trial(trial=row.pk, applications=ids, on=on, actor=cast.actor("alice"), now=NOW)


def say(cast: Cast, row: Trial, who: str, stars: int, *answers: str, at: datetime = NOW + 2 * DAY) -> None:
    facts = {"trial": row.pk, "member": cast.members[who].pk, "actor": cast.actor(who), "now": at}
    answer_trial(stars=stars, answers=answers, **facts)


def states(row: Trial) -> list[str]:
    return sorted(row.applications.values_list("state", flat=True))


def test_from_the_offer_to_the_report(cast: Cast) -> None:
    row = offered(cast)
    ids = want(cast, row, "dan", "carol", "nina", "dan")
    choose(cast, row, ids[:2])
    say(cast, row, "dan", 3, "Bitter", "High")
    say(cast, row, "dan", 4, "Better", "High")
    say(cast, row, "carol", 5, "Sweet", "Fair")

    said = report_on(row)

    assert (said.wanted, said.chosen, said.answered, said.mean, said.counts) == (3, 2, 2, 4.5, (0, 0, 0, 1, 1))
    assert said.answers == [
        ("Taste?", [("Dan", "Better"), ("Carol", "Sweet")]), ("Price?", [("Dan", "High"), ("Carol", "Fair")]),
    ]  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [["dan@example.org"], ["carol@example.org"]]
    assert LoggedEvent.objects.filter(kind="trial_applied").count() == 3


def test_places_are_never_more_than_there_are(cast: Cast) -> None:
    row = offered(cast, 1)
    ids = want(cast, row, "dan", "carol")

    with pytest.raises(Conflict):
        choose(cast, row, ids)

    assert states(row) == ["applied", "applied"]
    choose(cast, row, ids[:1])
    with pytest.raises(Conflict):
        choose(cast, row, ids[1:])
    choose(cast, row, ids[:1], on=False)
    choose(cast, row, ids[1:])
    assert states(row) == ["chosen", "not"]


def test_only_who_is_asked_and_in_time(cast: Cast) -> None:
    row = offered(cast, group=cast.vip.pk)
    with pytest.raises(NotFound):
        want(cast, row, "dan")
    want(cast, row, "carol")
    with pytest.raises(NotFound):  # not for another
        apply_for_trial(
            trial=row.pk, member=cast.members["carol"].pk, why="She likes it", actor=cast.actor("dan"), now=NOW
        )
    late = {"trial": row.pk, "member": cast.members["carol"].pk, "actor": cast.actor("carol"), "now": NOW + DAY}
    with pytest.raises(Conflict):
        apply_for_trial(why="Late", **late)
    with pytest.raises(NotFound):  # was not chosen
        say(cast, row, "carol", 5, "a", "b")
    with pytest.raises(Forbidden):
        choose_for_trial(trial=row.pk, applications=[1], on=True, actor=cast.actor("ann"), now=NOW)


def test_feedback_answers_each_question_before_the_end(cast: Cast) -> None:
    row = offered(cast)
    choose(cast, row, want(cast, row, "dan"))

    for stars, answers in ((5, ("One",)), (5, ("One", " ")), (0, ("One", "Two")), (6, ("One", "Two"))):
        with pytest.raises(Invalid):
            say(cast, row, "dan", stars, *answers)
    with pytest.raises(Conflict):
        say(cast, row, "dan", 5, "One", "Two", at=NOW + 9 * DAY)
    say(cast, row, "dan", 5, "One", "Two")
    alice = {"trial": row.pk, "actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(Conflict):
        edit_trial(questions=["Other?"], **alice)
    with pytest.raises(Conflict):
        withdraw_from_trial(trial=row.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)


def test_who_withdraws_frees_a_place(cast: Cast) -> None:
    row = offered(cast, 1)
    ids = want(cast, row, "dan", "carol")
    choose(cast, row, ids[:1])

    withdraw_from_trial(trial=row.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    choose(cast, row, ids[1:])
    assert states(row) == ["chosen"]


def test_odd_offers_are_refused(cast: Cast) -> None:
    for facts in (
        {"title": " "}, {"places": 0}, {"apply_until": NOW}, {"feedback_until": NOW + DAY},
        {"questions": [f"{n}?" for n in range(13)]},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            offered(cast, **facts)
    with pytest.raises(NotFound):
        offered(cast, group=0x7FFF)
    row = offered(cast)
    choose(cast, row, want(cast, row, "dan", "carol"))
    with pytest.raises(Invalid):
        edit_trial(trial=row.pk, places=1, actor=cast.actor("alice"), now=NOW)


def test_lot_is_drawn_once_and_only_after_the_end(cast: Cast) -> None:
    row = offered(cast, 1)
    want(cast, row, "dan", "carol", "nina")
    facts: dict[str, Any] = {"trial": row.pk, "actor": cast.actor("alice")}
    with pytest.raises(Conflict):
        draw_for_trial(now=NOW, **facts)
    draw_for_trial(now=NOW + DAY, **facts)
    with pytest.raises(Conflict):
        draw_for_trial(now=NOW + DAY, **facts)

    assert states(row) == ["chosen", "not", "not"]


class TestLot(TestCase):
    """Whoever has the seed draws the same people; as many as there are places, and never one who was chosen before."""

    @settings(max_examples=25, deadline=None)
    @given(people=st.integers(1, 20), places=st.integers(1, 20), chosen=st.integers(0, 5))
    def test_seed_draws_the_same_again(self, people: int, places: int, chosen: int) -> None:
        cast = call_cast()
        row = offered(cast, places)
        for who in crowd(cast, people):
            member = Member.objects.get(community=cast.table, account=who.account)
            apply_for_trial(trial=row.pk, member=member.pk, why="x", actor=who, now=NOW)
        before = list(row.applications.values_list("pk", flat=True)[: min(chosen, places, people)])
        if before:
            choose(cast, row, before)
        waiting = list(row.applications.filter(state="applied").order_by("key").values_list("key", flat=True))

        drawn = draw_for_trial(trial=row.pk, actor=cast.actor("alice"), now=NOW + DAY)

        Random(drawn.drawn_by).shuffle(waiting)
        took_part = row.applications.filter(state="chosen").exclude(pk__in=before)
        assert set(took_part.values_list("key", flat=True)) == set(waiting[: max(0, places - len(before))])
        assert row.applications.filter(state="chosen").count() == min(places, people)


def both_choose(row: Trial, ids: list[int], cast: Cast) -> list[object]:
    def one(pk: int) -> object:
        facts = {"applications": [pk], "on": True, "actor": cast.actor("alice"), "now": NOW}
        try:
            return choose_for_trial(trial=row.pk, **facts)
        except Conflict as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda pk: in_thread(one, pk), ids))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_operators_cannot_give_the_last_place_twice() -> None:
    cast = call_cast()
    row = offered(cast, 1)

    answers = both_choose(row, want(cast, row, "dan", "carol"), cast)

    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert states(row) == ["applied", "chosen"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.many_writers
def test_without_the_lock_the_last_place_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two look at the count before either has written."""
    cast = call_cast()
    row = offered(cast, 1)
    ids = want(cast, row, "dan", "carol")
    together, has_room = Barrier(2), verbs.has_room

    def both_have_looked(asked: Trial, more: int) -> bool:
        room = has_room(asked, more)
        together.wait(timeout=20)
        return room

    monkeypatch.setattr(verbs, "locked", lambda rows: rows.get())
    monkeypatch.setattr(verbs, "has_room", both_have_looked)
    both_choose(row, ids, cast)

    assert TrialApplication.objects.filter(trial=row, state="chosen").count() == 2
