"""Courses for who teaches: what they hold, how far their buyers are, what was asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind, OfferKind, OfferState
from coterie.market.models import Certificate, Chapter, Grant, Lecture, Note, Offer, Progress, Question, Variant
from coterie.market.queries.grants import lasting
from coterie.market.queries.lectures import counted


def courses_run_by(actor: Actor, community: int) -> QuerySet[Offer]:
    """The courses of a community for its staff, the latest first, with what they hold and what waits there."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Offer.objects.filter(community=community, kind=OfferKind.COURSE).select_related("community")
    waiting = Question.objects.filter(lecture__chapter__offer=OuterRef("pk"), answered_at=None)
    rows = rows.annotate(lecture_count=counted(Lecture.objects.all()), waits=Exists(waiting))
    return rows.order_by("-created_at", "-pk")


def free_courses(community: int) -> QuerySet[Offer]:
    """The courses of a community that everybody can have for nothing, by name."""
    for_nothing = Exists(Variant.objects.filter(offer=OuterRef("pk"), price=0, closed_at=None))
    rows = Offer.objects.filter(for_nothing, community=community, kind=OfferKind.COURSE, state=OfferState.OPEN)
    return rows.order_by("title", "pk")


def has_finished(member: int, course: int) -> bool:
    """Tell whether a member has done all of a course, once."""
    return Certificate.objects.filter(member=member, offer=course).exists()


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a member is in a course: with how many of its lectures they are done, and whether they have finished."""

    key: str
    title: str
    done: int
    of: int
    finished: bool


def how_far(member: int, course: int) -> HowFar | None:
    """Return how far a member is in a course, whether they may enter it or not yet."""
    done = Lecture.objects.filter(progress__member=member, progress__done_at__isnull=False)
    rows = Offer.objects.filter(pk=course, kind=OfferKind.COURSE)
    row = rows.annotate(of=counted(Lecture.objects.all()), done=counted(done)).first()
    return HowFar(row.key, row.title, row.done, row.of, has_finished(member, course)) if row else None


def chapters_of(course: int) -> QuerySet[Chapter]:
    """The chapters that a course holds today, in their order."""
    return Chapter.objects.filter(offer=course, removed_at=None).order_by("position", "pk")


def lectures_run_by(actor: Actor, community: int, course: int) -> QuerySet[Lecture]:
    """The lectures of a course for its staff, in their order, with how many began and are done with each."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Lecture.objects.filter(chapter__offer=course, chapter__offer__community=community, removed_at=None)
    done = Count("progress", filter=Q(progress__done_at__isnull=False))
    rows = rows.select_related("chapter").annotate(begun=Count("progress"), finished=done)
    return rows.order_by("chapter__position", "chapter", "position", "pk")


def learners_of(actor: Actor, community: int, course: int, now: datetime) -> QuerySet[Grant]:
    """The earliest grant that lasts of everybody who may enter a course, with how many lectures they are done with."""
    require(actor, Permission.SEE_MEMBERS, community)
    here = lasting(now).filter(kind=BenefitKind.OFFER, target=course, member__community=community)
    first = here.filter(member=OuterRef("member")).order_by("since", "pk").values("pk")[:1]
    steps = Progress.objects.filter(member=OuterRef("member"), lecture__chapter__offer=course, lecture__removed_at=None)
    mine = steps.order_by().values("member")
    rows = (
        here.filter(pk=Subquery(first))
        .select_related("member")
        .annotate(
            done=Coalesce(Subquery(mine.annotate(n=Count("done_at")).values("n"), output_field=IntegerField()), 0),
            last_at=Subquery(mine.annotate(at=Max(Coalesce("done_at", "begun_at"))).values("at")),
            certificate=Subquery(
                Certificate.objects.filter(member=OuterRef("member"), offer=course).values("number")[:1]
            ),
        )
    )
    return rows.order_by("-since", "-pk")


def questions_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Question]:
    """What was asked in the courses of a community; `state` is waiting, answered or empty for all."""
    require(actor, Permission.EDIT_OFFERS, community)
    rows = Question.objects.filter(lecture__chapter__offer__community=community)
    if state:
        rows = rows.filter(answered_at__isnull=state == "waiting")
    return rows.select_related("member", "lecture__chapter__offer").order_by("-asked_at", "-pk")


def questions_waiting(community: int) -> int:
    """Return how many questions wait for an answer."""
    return Question.objects.filter(lecture__chapter__offer__community=community, answered_at=None).count()


def questions_seen(lecture: int, member: int | None) -> QuerySet[Question]:
    """What was asked at a lecture, as a reader sees it: their own, and what was answered for all."""
    shown = Q(for_all=True, answered_at__isnull=False) | Q(member=member, member__isnull=False)
    rows = Question.objects.filter(shown, lecture=lecture).select_related("member", "answered_by")
    return rows.order_by("-asked_at", "-pk")


def note_of(lecture: int, member: int | None) -> str:
    """Return what a member wrote down at a lecture."""
    return Note.objects.filter(lecture=lecture, member=member).values_list("text", flat=True).first() or ""
