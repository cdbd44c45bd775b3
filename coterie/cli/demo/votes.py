"""Two votes in the demo: one that named the supper, and one that is still sealed."""

from datetime import datetime, timedelta
from random import Random

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import Actor
from coterie.rituals.domain.ballot import cast_vote, count_due, open_ballot

FIRST_VOTE, SECOND_VOTE = 50, 88
LENGTH = timedelta(days=4)


def ask_for_a_name(stage: Stage, at: datetime) -> None:
    """Ask what the supper is to be called."""
    vote(stage, at, lines.SUPPER_NAME, lines.SUPPER_NAMES)


def ask_for_a_book(stage: Stage, at: datetime) -> None:
    """Ask what the next book is to be about; it is not over yet."""
    vote(stage, at, lines.NEXT_BOOK, lines.NEXT_BOOKS)


def vote(stage: Stage, at: datetime, title: str, options: tuple[str, ...]) -> None:
    """Open a vote in the basic group, and let most of the keen ones vote within the day."""
    row = open_ballot(
        community=stage.community.pk, group=stage.groups["basic"].pk, title=title, options=options,
        closes_at=at + LENGTH, actor=stage.owner, now=at,
    )  # fmt: skip
    dice = Random(title)  # noqa: S311 - dice of a story, beside those of the play
    for place, person in enumerate(keen(stage, at)):
        if dice.random() < 0.6:
            choice = dice.choices(range(len(options)), weights=range(len(options), 0, -1))[0]
            cast_vote(ballot=row.pk, choice=choice, actor=person.actor, now=at + timedelta(minutes=9 * place))


def count(_stage: Stage, at: datetime) -> None:
    """Count what is over."""
    count_due(actor=Actor.of_system(), now=at)
