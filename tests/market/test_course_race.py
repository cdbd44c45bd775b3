"""The end of a course, reached twice at once: one certificate; without the lock there is none."""

from threading import Barrier

import pytest

from coterie.kit.actor import Actor
from coterie.market.domain import progress
from coterie.market.domain.progress import finish_lecture
from coterie.market.models import Certificate, Offer
from tests.cast import NOW, Cast, call_cast
from tests.market.lessons import a_course, lectures, let_in
from tests.rewards.test_race import at_once
from tests.talk.speech import told

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def before_the_end(cast: Cast) -> tuple[list[int], Actor]:
    """Let dan be done with the first lecture; return the last two."""
    offer, dan = a_course(cast), cast.actor("dan")
    let_in(cast, offer)
    first, *rest = (row.pk for row in lectures(offer))
    finish_lecture(lecture=first, actor=dan, now=NOW)
    return rest, dan


def test_the_last_lectures_finished_at_once_give_one_certificate() -> None:
    rest, dan = before_the_end(call_cast())

    at_once(lambda lecture: finish_lecture(lecture=lecture, actor=dan, now=NOW), rest * 8)

    kinds = ("lecture_finished", "course_finished")
    print(f"two last lectures finished 16 times at once: {Certificate.objects.count()} certificate")
    assert Certificate.objects.get().number == 1
    assert [len(told(kind)) for kind in kinds] == [3, 1]


def test_many_who_finish_at_once_have_numbers_that_follow_one_another() -> None:
    cast = call_cast()
    offer, names = a_course(cast), ("carol", "dan", "nina", "paul")
    for who in names:
        let_in(cast, offer, who)
    steps = [(row.pk, cast.actor(who)) for row in lectures(offer) for who in names]

    at_once(lambda step: finish_lecture(lecture=step[0], actor=step[1], now=NOW), steps)

    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.many_writers
def test_without_the_lock_the_last_two_do_not_see_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both are done before either is counted, and both are counted before either is written."""
    rest, dan = before_the_end(call_cast())
    together, certify = Barrier(2), progress.certify

    def counted(*facts: object) -> Certificate | None:
        together.wait()
        certificate = certify(*facts)
        together.wait()
        return certificate

    monkeypatch.setattr(progress, "held", lambda offer: Offer.objects.get(pk=offer))
    monkeypatch.setattr(progress, "certify", counted)

    at_once(lambda lecture: finish_lecture(lecture=lecture, actor=dan, now=NOW), rest, 2)

    assert Certificate.objects.count() == 0
