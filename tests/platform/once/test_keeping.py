"""What is asked for with a key: served once, answered as often as asked."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from coterie.kit.clock import now as clock
from coterie.kit.ids import new_visitor
from coterie.platform.limits.models import Spent
from coterie.platform.once import keeping
from coterie.platform.once.errors import KeyInUse, KeyReused
from coterie.platform.once.keeping import KEPT, LEASE, Answer, Asked, apart, in_one_transaction
from coterie.platform.once.models import KeptAnswer
from coterie.platform.once.tasks import forget_old_answers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Asked("token", "one", "a" * 64)
AT_ONCE = 12

both = pytest.mark.parametrize("way", [in_one_transaction, apart])


class Work:
    """Writes a row each time it is done, and answers."""

    def __init__(self, status: int = 201) -> None:
        self.status = status

    def __call__(self) -> Answer:
        Spent.objects.create(name="work", who=new_visitor(), even_at=0)
        return Answer(self.status, {"Content-Type": "text/plain"}, f"done {Spent.objects.count()}".encode())


def failing() -> Answer:
    Spent.objects.create(name="work", who=0, even_at=0)
    raise ZeroDivisionError


def effects() -> int:
    return Spent.objects.count()


@both
@pytest.mark.django_db
def test_second_time_is_answered_as_the_first(way):
    first, second = (way(ASKED, Work(), now=NOW) for _each in range(2))

    assert (first.again, second.again) == (False, True)
    assert (first.status, first.headers, first.body) == (201, {"Content-Type": "text/plain"}, b"done 1")
    assert (second.status, second.headers, second.body) == (first.status, first.headers, first.body)
    assert effects() == 1


@both
@pytest.mark.django_db
def test_key_for_something_else_is_refused(way):
    way(ASKED, Work(), now=NOW)

    with pytest.raises(KeyReused):
        way(Asked("token", "one", "b" * 64), Work(), now=NOW)

    assert effects() == 1


@both
@pytest.mark.django_db
def test_keys_and_owners_are_served_apart(way):
    for asked in (ASKED, Asked("token", "two", ASKED.mark), Asked("other", "one", ASKED.mark)):
        assert not way(asked, Work(), now=NOW).again

    assert effects() == 3


@pytest.mark.django_db
def test_what_was_refused_changed_nothing_and_is_refused_again():
    answers = [in_one_transaction(ASKED, Work(409), now=NOW) for _each in range(2)]

    assert [(answer.status, answer.again) for answer in answers] == [(409, False), (409, True)]
    assert effects() == 0


@both
@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.django_db
def test_not_now_is_not_kept(way, status):
    refused = way(ASKED, Work(status), now=NOW)
    served = way(ASKED, Work(), now=NOW)

    assert (refused.status, served.status, served.again) == (status, 201, False)
    assert effects() == (1 if way is in_one_transaction else 2)


@both
@pytest.mark.django_db
def test_failure_frees_the_key(way):
    with pytest.raises(ZeroDivisionError):
        way(ASKED, failing, now=NOW)

    assert KeptAnswer.objects.count() == 0
    assert not way(ASKED, Work(), now=NOW).again


@both
@pytest.mark.django_db
def test_answer_is_kept_for_a_day(way):
    way(ASKED, Work(), now=NOW)

    assert way(ASKED, Work(), now=NOW + KEPT - timedelta(seconds=1)).again
    assert not way(ASKED, Work(), now=NOW + KEPT).again


def begun(holder: str) -> None:
    KeptAnswer.objects.create(owner=ASKED.owner, key=ASKED.key, mark=ASKED.mark, begun_at=NOW, holder=holder)


@pytest.mark.django_db
def test_key_that_somebody_holds_is_in_use_until_the_lease_ends():
    begun("elsewhere:1:abc")

    with pytest.raises(KeyInUse):
        apart(ASKED, Work(), now=NOW + LEASE - timedelta(seconds=1))
    assert not apart(ASKED, Work(), now=NOW + LEASE).again


@pytest.mark.django_db
def test_key_of_a_dead_process_is_free_at_once():
    gone = keeping.new_holder().split(":")[0]
    begun(f"{gone}:4194304:abc")  # more than any process number

    assert not apart(ASKED, Work(), now=NOW).again


@pytest.mark.django_db
def test_answer_of_one_who_lost_the_key_is_not_kept():
    def slow() -> Answer:
        apart(ASKED, Work(200), now=NOW + LEASE)
        return Answer(201, {}, b"late")

    apart(ASKED, slow, now=NOW)

    assert apart(ASKED, Work(), now=NOW + LEASE).status == 200


@pytest.mark.django_db
def test_old_answers_are_forgotten_twice_as_well_as_once():
    for place, at in enumerate([clock() - KEPT, clock() - KEPT / 2, clock()]):
        in_one_transaction(Asked("token", str(place), ASKED.mark), Work(), now=at)

    assert [forget_old_answers.func() for _each in range(2)] == [1, 0]
    assert KeptAnswer.objects.count() == 2


def ask_at_once(way) -> Counter[str]:
    """Ask many times at the same moment; return how each was answered."""
    together = Barrier(AT_ONCE)

    def ask(_place: int) -> str:
        try:
            together.wait()
            return "again" if way(ASKED, Work(), now=NOW).again else "served"
        except KeyInUse:
            return "in use"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(ask, range(AT_ONCE)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_all_at_once_wait_for_the_first():
    assert ask_at_once(in_one_transaction) == {"served": 1, "again": AT_ONCE - 1}
    assert effects() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_all_at_once_are_told_of_the_first():
    answers = ask_at_once(apart)

    assert answers["served"] == effects() == 1
    assert answers["again"] + answers["in use"] == AT_ONCE - 1


@pytest.mark.race
@pytest.mark.parametrize("way", [in_one_transaction, apart])
@pytest.mark.django_db(transaction=True)
def test_without_the_key_all_are_served(way, monkeypatch):
    """Negative control: nobody takes the key."""
    monkeypatch.setattr(keeping, "taken", lambda *_facts: True)

    assert ask_at_once(way) == {"served": AT_ONCE}
    assert effects() == AT_ONCE
