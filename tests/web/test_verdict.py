"""What the console says in words: the weakest step, what it is worth, what to try."""

import pytest
from django.utils import translation

from coterie.review.enums import Hint, Step
from coterie.review.rules.lever import Lever, Verdict
from coterie.web.console.verdict import ADVICE, PASSAGES, verdict_sentence

SPOKE = Lever(Step.SPOKE, 0.78, 14.2, 0.31, 0.44)
JOINED = Lever(Step.JOINED, 0.4, 2.5, 0.5, 0.61)


def test_a_weak_step_is_named_with_its_worth_and_advice() -> None:
    said = verdict_sentence(Verdict(Step.SPOKE, 0.78, 14.2, (SPOKE,)))

    verdict, advice = said.replace("\u00a0", " ").split("\n\n")
    assert verdict == "Your weakest step is from joining to the first message: 31 % go on, good communities reach 44 %."
    assert advice == (
        "It is the best lever with 78 % probability and worth about 14 more people at the end. "
        "Try this: answer every newcomer by name within ten minutes, with one easy question."
    )


def test_two_close_steps_are_compared() -> None:
    close = Lever(Step.SPOKE, 0.5, 3.0, 0.31, 0.44)

    said = verdict_sentence(Verdict(Hint.UNDECIDED, 0.5, 3.0, (close, JOINED)))

    assert said.startswith("Two steps are worth about the same: from joining to the first message (31 % go on, good")
    assert "from the scan to joining (50 % and 61 %)." in said
    assert "Begin with what costs you less. Try this: answer" in said


def test_a_single_step_that_holds_is_told() -> None:
    holds = Lever(Step.SPOKE, 0.4, 3.0, 0.44, 0.43)
    never = Lever(Step.JOINED, 0.0, 0.0, 0.9, 0.6)

    said = verdict_sentence(Verdict(Hint.UNDECIDED, 0.4, 3.0, (holds, never)))

    assert said.startswith("No step is weak enough to name.")
    assert "44 % go on, good communities reach 43 %" in said


@pytest.mark.parametrize("hint", [Hint.MEASUREMENT, Hint.VOLUME, Hint.NONE])
def test_every_hint_says_what_helps(hint: Hint) -> None:
    said, helps = verdict_sentence(Verdict(hint, None, None, ())).split("\n\n")

    assert said.endswith(".")
    assert helps.endswith(".")


def test_every_step_has_its_words() -> None:
    assert set(PASSAGES) == set(ADVICE) == set(Step)


def test_small_gains_keep_a_decimal() -> None:
    small = Lever(Step.JOINED, 0.7, 0.4, 0.5, 0.61)

    assert "about 0.4 more people" in verdict_sentence(Verdict(Step.JOINED, 0.7, 0.4, (small,)))


def test_chinese_sentences_stand_without_gaps() -> None:
    close = Lever(Step.SPOKE, 0.5, 3.0, 0.31, 0.44)

    with translation.override("zh-hans"):
        said = verdict_sentence(Verdict(Hint.UNDECIDED, 0.5, 3.0, (close, JOINED)))

    assert "。 " not in said
