"""Proposed topics."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from coterie.rituals.models import Idea, IdeaVote


@dataclass(frozen=True, slots=True)
class Wish:
    """A topic that waits for its time, and how many wish for it."""

    pk: int
    key: str
    text: str
    member: int
    name: str
    votes: int
    mine: bool
    """Whether the reader wishes for it."""


def ideas_of(ritual: int) -> QuerySet[Idea]:
    """The topics that wait for their time."""
    return Idea.objects.filter(ritual=ritual, occurrence=None)


def wishes_for(ritual: int, *, reader: int | None = None) -> list[Wish]:
    """Return the topics that wait, most votes first, of equals the older."""
    mine = Exists(IdeaVote.objects.filter(idea=OuterRef("pk"), member=reader)) if reader else Value(value=False)
    rows = ideas_of(ritual).annotate(wishes=Count("votes"), own=mine).order_by("-wishes", "proposed_at", "id")
    return [Wish(*found) for found in rows.values_list("pk", "key", "text", "member", "member__name", "wishes", "own")]
