"""The founder of the demo as the face of the school, and who follows her."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from coterie.cli.demo import lines, people
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Stage
from coterie.communities.domain.profile import create_profile, publish_profile
from coterie.communities.queries.profiles import published_profiles
from coterie.members.domain.follow import follow_profile

SHOWN = 0
"""The day of the story from which everybody sees her page."""

Deed = tuple[datetime, Callable[[datetime], None]]


def show_founder(stage: Stage, at: datetime) -> None:
    """Show the founder."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    row = create_profile(
        community=stage.community.pk, name=people.OWNER, headline=lines.FACE, persona=lines.FACE_PERSONA,
        expertise=lines.FACE_FIELDS, account=stage.owner.account,
        endorsements=[{"words": words, "who": who} for words, who in lines.FACE_ENDORSEMENTS],
        pieces=[{"title": title, "url": url} for title, url in lines.FACE_PIECES], **facts,
    )  # fmt: skip
    publish_profile(profile=row.pk, on=True, **facts)


def followings(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """Let some begin to follow her on every third day, more of them as the weeks go by."""
    if day > SHOWN and day % 3 == 0:
        yield morning + timedelta(hours=12), partial(follow, stage, 1 + day // 30)


def follow(stage: Stage, count: int, at: datetime) -> None:
    """Let so many of those who are keen follow the founder."""
    dice, row = Random(f"follow {at.date()}"), published_profiles(stage.community.pk)[0]  # noqa: S311 - dice of a story
    known = keen(stage, at)
    for person in dice.sample(known, k=min(count, len(known))):
        follow_profile(profile=row.pk, on=True, actor=person.actor, now=at)
