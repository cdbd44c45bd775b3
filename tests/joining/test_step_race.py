"""Many at one step at once: one code, one invitation, one order, one operator; and the proof that the guard does it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from coterie.joining.domain import answer, invitation, joining, purchase, redeem_code
from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.application import apply_to_join, decline_applications
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Invitation, Passage, RedeemCode
from coterie.kit.actor import VISITOR
from coterie.members.models import Member
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import code_of, in_thread
from tests.joining.steps import WRONG, graded, set_steps, visit_of
from tests.joining.test_join import enter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MANY = 50


def at_once(work: Callable[[Visit], object], visits: list[Visit]) -> int:
    """Let all do it at once; return how many passed."""

    def attempt(visit: Visit) -> bool:
        try:
            work(visit)
        except ThresholdUnmet:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        return sum(pool.map(lambda visit: in_thread(attempt, visit), visits))


def let_in() -> int:
    return Passage.objects.filter(state="passed").count()


def one_code(cast: Cast) -> Callable[[Visit], object]:
    set_steps(cast, StepDraft(kind="redeem"))
    facts = {"title": "Book", "count": 1, "actor": cast.actor("alice"), "now": NOW}
    _batch, [code] = redeem_code.make_redeem_codes(community=cast.table.pk, **facts)
    return lambda visit: redeem_code.redeemed(visit=visit, code=code, actor=VISITOR, now=NOW)


def test_code_used_by_many_at_once_lets_exactly_one_in() -> None:
    cast = call_cast()

    passed = at_once(one_code(cast), [visit_of(cast) for _ in range(MANY)])

    assert (passed, let_in(), RedeemCode.objects.exclude(visitor=None).count()) == (1, 1, 1)


def test_without_the_guard_one_code_lets_many_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: who found the code unused a moment ago writes without looking again."""
    cast = call_cast()
    work, together = one_code(cast), Barrier(2)

    def unguarded(code: int, visitor: int, now: object) -> bool:
        return bool(RedeemCode.objects.filter(pk=code).update(visitor=visitor, used_at=now))

    monkeypatch.setattr(redeem_code, "used_up", unguarded)

    def both(visit: Visit) -> object:
        together.wait()
        return work(visit)

    assert (at_once(both, [visit_of(cast), visit_of(cast)]), let_in()) == (2, 2)


def test_invitation_for_three_lets_exactly_three_in() -> None:
    cast = call_cast()
    set_steps(cast, StepDraft(kind="invitation"))
    row = invitation.invite(community=cast.table.pk, invited="Lin", most=3, actor=cast.actor("alice"), now=NOW)

    def work(visit: Visit) -> object:
        return invitation.accepted(visit=visit, key=row.key, actor=VISITOR, now=NOW)

    passed = at_once(work, [visit_of(cast) for _ in range(MANY)])

    assert (passed, let_in(), Invitation.objects.get().used) == (3, 3, 3)


@pytest.mark.many_writers
def test_without_the_guard_the_last_place_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both see the place free, then both write what they counted."""
    cast = call_cast()
    set_steps(cast, StepDraft(kind="invitation"))
    row = invitation.invite(community=cast.table.pk, invited="Lin", most=1, actor=cast.actor("alice"), now=NOW)
    together = Barrier(2)

    def unguarded(pk: int) -> bool:
        used = Invitation.objects.get(pk=pk).used
        together.wait(timeout=20)
        return used < row.most and bool(Invitation.objects.filter(pk=pk).update(used=used + 1))

    monkeypatch.setattr(invitation, "place_taken", unguarded)

    def work(visit: Visit) -> object:
        return invitation.accepted(visit=visit, key=row.key, actor=VISITOR, now=NOW)

    assert at_once(work, [visit_of(cast), visit_of(cast)]) == 2


def prove(visit: Visit) -> object:
    return purchase.proved(visit=visit, order=7, actor=VISITOR, now=NOW)


def test_order_lets_exactly_one_in() -> None:
    cast = call_cast()
    set_steps(cast, StepDraft(kind="purchase"))

    passed = at_once(prove, [visit_of(cast) for _ in range(MANY)])

    assert (passed, let_in()) == (1, 1)


@pytest.mark.many_writers
def test_without_the_guard_an_order_lets_two_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both look before either has written."""
    cast = call_cast()
    set_steps(cast, StepDraft(kind="purchase"))
    together = Barrier(2)
    monkeypatch.setattr(purchase, "take_turns", lambda _doors: None)
    passed = purchase.passed

    def both_have_looked(*facts: object) -> Passage:
        together.wait(timeout=20)
        return passed(*facts)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(purchase, "passed", both_have_looked)

    assert at_once(prove, [visit_of(cast), visit_of(cast)]) == 2


def hand_in(visit: Visit, answers: dict[int, str]) -> object:
    facts = {"community": visit.community, "code": None, "visitor": visit.visitor}
    return answer_questions(**facts, answers=answers, actor=VISITOR, now=NOW)


@pytest.mark.many_writers
def test_without_the_guard_two_tries_count_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both read how many tries there were before either has counted its own."""
    cast = call_cast()
    questions, visit = set_steps(cast, graded(tries=3)), visit_of(cast)
    answers = {one.pk: wrong for one, wrong in zip(questions, WRONG, strict=True)}
    hand_in(visit, answers)
    together = Barrier(2)

    def unlocked(_visit: Visit, _step: object, _now: object) -> Passage:
        row = Passage.objects.get()
        together.wait(timeout=20)
        return row

    monkeypatch.setattr(answer, "locked_passage", unlocked)
    at_once(lambda _visit: hand_in(visit, answers), [visit, visit])

    assert Passage.objects.get().tries == 2


def test_same_answers_many_times_at_once_spend_no_more_tries_than_there_are() -> None:
    cast = call_cast()
    questions, visit = set_steps(cast, graded(tries=3)), visit_of(cast)
    answers = {one.pk: wrong for one, wrong in zip(questions, WRONG, strict=True)}

    at_once(lambda _visit: hand_in(visit, answers), [visit] * 20)

    assert Passage.objects.get().tries == 3


def test_of_two_operators_the_first_decides() -> None:
    cast = call_cast()
    set_steps(cast, StepDraft(kind="approval"))
    visit = visit_of(cast)
    row = apply_to_join(visit=visit, name="Zoe", actor=VISITOR, now=NOW)
    together = Barrier(2)

    def decide(verb: Callable[..., int], who: str) -> int:
        together.wait()
        return verb(community=cast.table.pk, passages=[row.pk], actor=cast.actor(who), now=NOW)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(in_thread, decide, decline_applications, "alice")
        other = pool.submit(in_thread, decide, decline_applications, "bob")
        counts = [one.result(), other.result()]

    assert sorted(counts) == [0, 1]


def join_many(cast: Cast) -> tuple[int, int]:
    """Let one visitor who passed post the last form at two doors and many times; return who came and how many."""
    work, visit = one_code(cast), visit_of(cast)
    work(visit)
    codes = [code_of(cast, title=f"Poster {number}") for number in range(2)]

    def post(turn: int) -> bool:
        try:
            enter(cast, codes[turn % 2], visitor=visit.visitor)
        except ThresholdUnmet:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        came = sum(pool.map(lambda turn: in_thread(post, turn), range(8)))
    return came, Member.objects.filter(name="Zoe").count()


def test_one_visitor_who_passed_and_posts_many_times_is_one_member() -> None:
    assert join_many(call_cast()) == (1, 1)


def test_without_the_guard_one_code_brings_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: nobody looks who has entered by it."""
    monkeypatch.setattr(joining, "spend", lambda _passages, _member: None)

    came, members = join_many(call_cast())

    assert came == members == 8
