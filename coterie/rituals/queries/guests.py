"""Guests, their invitations, what the audience asks, and how good it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet, Value

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.rituals.models import Appearance, AudienceQuestion, AudienceVote, Guest, Occurrence, Rating
from coterie.talk.queries.answers import Answer, answers_to


def guests_run_by(actor: Actor, community: int) -> QuerySet[Guest]:
    """The guest book of a community with how often each came, for who runs its rituals; put away ones are left out."""
    require(actor, Permission.EDIT_RITUALS, community)
    came = Count("appearances", filter=Q(appearances__occurrence__state="closed"), distinct=True)
    return Guest.objects.filter(community=community, archived_at=None).annotate(came=came).order_by("name", "id")


def appearance_at(occurrence: int) -> Appearance | None:
    """Return who is guest at one time."""
    return Appearance.objects.filter(occurrence=occurrence).select_related("guest").first()


def invitation_with(secret: str) -> Appearance | None:
    """Return the invitation that a secret opens."""
    rows = Appearance.objects.filter(secret=secret).select_related("guest", "occurrence__community")
    return rows.select_related("occurrence__ritual", "occurrence__group").first()


def history_of(guest: int) -> QuerySet[Appearance]:
    """Where a guest was or is to be, the latest first, with how it was found."""
    rows = Appearance.objects.filter(guest=guest).select_related("occurrence__ritual", "occurrence__group")
    rows = rows.annotate(stars=Avg("occurrence__ratings__stars"), raters=Count("occurrence__ratings"))
    return rows.order_by("-occurrence__starts_at", "-id")


def audience_of(occurrence: int) -> QuerySet[AudienceQuestion]:
    """The questions of the audience to the guest of one time."""
    return AudienceQuestion.objects.filter(occurrence=occurrence)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the audience: how many want to know it, whether the reader does, and its answers."""

    pk: int
    key: str
    text: str
    name: str
    votes: int
    mine: bool
    taken_at: datetime | None
    answered_at: datetime | None
    message: str | None
    answers: Sequence[Answer]


def questions_for(row: Occurrence, *, reader: int | None = None) -> list[Asked]:
    """Return what the audience asks: what is open now first, then what most want to know; answered ones last.

    Three queries, whatever their number.
    """
    mine = Exists(AudienceVote.objects.filter(question=OuterRef("pk"), member=reader)) if reader else Value(value=False)
    rows = audience_of(row.pk).annotate(number=Count("votes"), own=mine)
    found = list(rows.select_related("member", "message").order_by("-number", "asked_at", "id"))
    answers = answers_to([line.message_id for line in found if line.message_id])
    asked = [
        Asked(
            line.pk, line.key, line.text, line.member.name, line.number, line.own, line.taken_at, line.answered_at,
            line.message.key if line.message else None, answers.get(line.message_id or 0, ()),
        )
        for line in found
    ]  # fmt: skip
    return sorted(asked, key=lambda one: (one.answered_at is not None, one.taken_at is None))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good a session was found: the mean of so many, how often each number, and what was said."""

    mean: float
    people: int
    counts: tuple[int, int, int, int, int]
    words: Sequence[str]


def verdict_on(occurrence: int) -> Verdict | None:
    """Return how good a session was found; None before the first word. Who said it is told to nobody."""
    rows = list(Rating.objects.filter(occurrence=occurrence).order_by("-at").values_list("stars", "words"))
    if not rows:
        return None
    stars = [one for one, _words in rows]
    counts = (stars.count(1), stars.count(2), stars.count(3), stars.count(4), stars.count(5))
    return Verdict(sum(stars) / len(stars), len(stars), counts, [words for _stars, words in rows if words][:20])


def rating_by(occurrence: int, member: int | None) -> Rating | None:
    """Return what a member said of a session."""
    return Rating.objects.filter(occurrence=occurrence, member=member).first() if member else None
