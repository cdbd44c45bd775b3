"""A product trial that was and one that is open."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.rituals.domain.trial import choose_for_trial, create_trial, draw_for_trial
from coterie.rituals.domain.trial_part import answer_trial, apply_for_trial
from coterie.rituals.models import Trial
from coterie.rituals.queries.trials import applications_to, trials_run_by

OFFERED, CHOSEN, TRIED, OFFERED_AGAIN = 58, 62, 70, 87
"""Days of the story: a trial is offered, its places are given, people say how it was; another."""
PLACES = 6


def offer_book(stage: Stage, at: datetime) -> None:
    """Let members try the exercise book before it is printed."""
    row = offered(stage, at, lines.TRIAL, lines.TRIAL_BRIEF, lines.TRIAL_QUESTIONS)
    want(row, keen(stage, at)[:14], at)


def offer_cards(stage: Stage, at: datetime) -> None:
    """Let members try a pack of cards; one can still apply."""
    row = offered(stage, at, lines.NEXT_TRIAL, lines.NEXT_TRIAL_BRIEF, lines.TRIAL_QUESTIONS[:1])
    want(row, keen(stage, at)[3:9], at)


def offered(stage: Stage, at: datetime, title: str, brief: str, questions: Sequence[str]) -> Trial:
    """Offer something to be tried."""
    return create_trial(
        community=stage.community.pk, title=title, brief=brief, places=PLACES, questions=questions,
        apply_until=at + timedelta(days=CHOSEN - OFFERED), feedback_until=at + timedelta(days=21),
        actor=stage.owner, now=at,
    )  # fmt: skip


def want(row: Trial, people: Sequence[Person], at: datetime) -> None:
    """Let people want to take part."""
    for place, person in enumerate(people):
        why = lines.TRIAL_WHY[place % len(lines.TRIAL_WHY)]
        moment = at + timedelta(minutes=40 * place)
        apply_for_trial(trial=row.pk, member=person.member, why=why, actor=person.actor, now=moment)


def give_places(stage: Stage, at: datetime) -> None:
    """Choose two by hand, and draw the others."""
    row = trial_of(stage)
    ids = list(applications_to(row).values_list("pk", flat=True)[:2])
    choose_for_trial(trial=row.pk, applications=ids, on=True, actor=stage.owner, now=at)
    draw_for_trial(trial=row.pk, actor=stage.owner, now=at + timedelta(hours=2))


def trial_of(stage: Stage) -> Trial:
    """Return the first trial of the story."""
    return trials_run_by(stage.owner, stage.community.pk).get(title=lines.TRIAL)


def say_how_it_was(stage: Stage, at: datetime) -> None:
    """Let most of those who tried it say how it was."""
    row, people = trial_of(stage), {person.member: person for person in stage.seats["basic"]}
    chosen = applications_to(row).filter(state="chosen").order_by("pk")
    for place, one in enumerate(chosen[: PLACES - 1]):
        stars, answers = lines.TRIAL_ANSWERS[place]
        actor, moment = people[one.member_id].actor, at + timedelta(hours=place)
        answer_trial(
            trial=row.pk, member=one.member_id, stars=stars, answers=answers, actor=actor, now=moment,
        )  # fmt: skip
