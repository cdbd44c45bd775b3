"""What a test of two versions says, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.joining.enums import Arm
from coterie.joining.models import LandingPage, LandingTest
from coterie.joining.queries.landings import counted_tests, tallies
from coterie.review.rules.comparison import FEW_DONE, FEW_SEEN, Comparison, Finding, Tried, compared

MOST = 5
SENTENCES: dict[Finding, Promise] = {
    Finding.BROKEN: gettext_lazy(
        "The halves are too unequal for chance. Something sends visitors to one version only: do not trust the figures."
    ),
    Finding.NOT_YET: gettext_lazy(
        "Not yet: the difference may be chance. You may look as often as you like; wait until this says otherwise."
    ),
    Finding.A: gettext_lazy("Version A is better. Keep it."),
    Finding.B: gettext_lazy("Version B is better. Keep it."),
}


@dataclass(frozen=True, slots=True)
class ArmLine:
    """One version in the table of a test."""

    arm: str
    version: int
    seen: int
    joined: int
    rate: float | None
    loss: float
    """What keeping it is expected to cost, in points of the rate."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A test with its figures and its sentence."""

    test: LandingTest
    lines: tuple[ArmLine, ArmLine]
    comparison: Comparison
    sentence: str


def tests_of(row: LandingPage) -> dict[str, Any]:
    """Return the running test of a page with its verdict, and the tests that are over."""
    found = [verdict_of(test) for test in counted_tests(row.pk)[:MOST]]
    running = next((verdict for verdict in found if verdict.test.ended_at is None), None)
    return {"verdict": running, "over": [verdict for verdict in found if verdict is not running]}


def verdict_of(test: LandingTest) -> Verdict:
    """Judge a test."""
    found = tallies(test)
    a, b = (Tried(found[arm].seen, found[arm].joined) for arm in (Arm.A, Arm.B))
    result = compared(a, b)
    lines = (
        ArmLine("A", test.a.number, a.seen, a.done, a.rate, result.loss_a),
        ArmLine("B", test.b.number, b.seen, b.done, b.rate, result.loss_b),
    )
    return Verdict(test, lines, result, sentence_of(result.finding))


def sentence_of(finding: Finding) -> str:
    """Return the finding as a sentence."""
    if finding is Finding.EARLY:
        told = _("Not yet: this needs %(seen)s visitors of each version and %(done)s joins before it says anything.")
        return told % {"seen": FEW_SEEN, "done": FEW_DONE}
    return str(SENTENCES[finding])
