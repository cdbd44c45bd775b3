"""The step of the join funnel that is worth the next effort."""

from collections.abc import Mapping

from coterie.review.enums import Step
from coterie.review.queries.funnel import Funnel
from coterie.review.rules.lever import Record, Verdict, weakest
from coterie.review.rules.peers import DECLARED, Peers


def weakest_step(funnel: Funnel, peers: Mapping[Step, Peers] = DECLARED) -> Verdict:
    """Compare the steps of a funnel with what other communities reach."""
    later = funnel.steps[1:]
    return weakest(
        [Record(step.step, step.kept, step.judged) for step in later], peers, entries=funnel.steps[0].entered
    )
