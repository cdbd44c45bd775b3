"""One purchase in many browsers at once: it lets one of them in; without its guard more."""

from threading import Barrier

import pytest

from coterie.joining.domain import bought
from coterie.joining.domain.bought import show_bought
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.enums import StepKind
from coterie.joining.models import Passage
from coterie.kit.actor import VISITOR
from tests.cast import NOW, call_cast
from tests.joining.steps import set_steps, visit_of
from tests.joining.test_step_race import at_once, let_in

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 24


def show(visit: Visit) -> object:
    """Show the same purchase."""
    facts = {"kind": StepKind.PAYMENT, "held": lambda *_facts: 7, "member": None}
    return show_bought(visit=visit, **facts, actor=VISITOR, now=NOW)


def test_one_purchase_lets_one_browser_in() -> None:
    cast = call_cast()
    set_steps(cast, StepDraft(kind="payment", offer=1))

    passed = at_once(show, [visit_of(cast) for _ in range(MANY)])

    print(f"{MANY} browsers with one purchase: {let_in()} may enter")
    assert (passed, let_in()) == (MANY, 1)


@pytest.mark.many_writers
def test_without_the_guard_it_lets_two_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both look for others before either has written."""
    cast = call_cast()
    set_steps(cast, StepDraft(kind="payment", offer=1))
    together, passed = Barrier(2), bought.passed
    monkeypatch.setattr(bought, "take_turns", lambda _doors: None)

    def both_have_looked(*facts: object) -> Passage:
        together.wait(timeout=20)
        return passed(*facts)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(bought, "passed", both_have_looked)

    at_once(show, [visit_of(cast), visit_of(cast)])

    assert let_in() == 2
