"""What a course holds for one reader: what is open, what opens when, how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind, OfferKind, OfferState
from coterie.market.models import Certificate, Chapter, Grant, Lecture, Offer, Progress
from coterie.market.queries.grants import lasting
from coterie.market.rules import opens_at


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a course: since when they have access, if they have; teachers see everything."""

    member: int | None
    since: datetime | None
    teaches: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A lecture as one reader finds it; `opens` is set while it is closed and will open.

    Teachers find everything `open`; only what a buyer would find open is a member's `own` to go through.
    """

    pk: int
    key: str
    title: str
    kind: str
    minutes: int
    preview: bool
    open: bool
    own: bool
    opens: datetime | None
    begun: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter with its lectures."""

    key: str
    title: str
    lectures: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course as one reader finds it."""

    offer: Offer
    reader: Reader
    parts: tuple[Part, ...]
    certificate: Certificate | None

    @property
    def places(self) -> list[Place]:
        """All lectures in their order."""
        return [place for part in self.parts for place in part.lectures]

    @property
    def entered(self) -> bool:
        """Whether the reader has access."""
        return self.reader.since is not None or self.reader.teaches

    @property
    def done(self) -> int:
        """How many lectures are done."""
        return sum(place.done for place in self.places)

    @property
    def minutes(self) -> int:
        """How long all takes."""
        return sum(place.minutes for place in self.places)

    @property
    def onward(self) -> Place | None:
        """The first open lecture that is not done."""
        return next((place for place in self.places if place.open and not place.done), None)

    def beside(self, key: str) -> tuple[Place | None, Place | None]:
        """Return the lectures before and behind one."""
        rows = self.places
        here = next(place for place, row in enumerate(rows) if row.key == key)
        return rows[here - 1] if here else None, rows[here + 1] if here + 1 < len(rows) else None


def courses_known_to(actor: Actor, community: int, member: int | None, now: datetime) -> QuerySet[Offer]:
    """The courses of a community that its member, or who teaches there, may look into."""
    rows = Offer.objects.filter(community=community, kind=OfferKind.COURSE).select_related("community")
    if not may(actor, Permission.EDIT_OFFERS, community):
        shown = Q(state__in=(OfferState.OPEN, OfferState.CLOSED)) | Q(pk__in=entered_by(member, now))
        rows = rows.filter(shown)
    return rows.order_by("-created_at", "-pk")


def own_courses(member: int | None, now: datetime) -> QuerySet[Offer]:
    """The courses that a member has access to or a certificate of, each with how many lectures it has and are done."""
    mine = Certificate.objects.filter(member=member, offer=OuterRef("pk"))
    rows = Offer.objects.filter(Q(pk__in=entered_by(member, now)) | Exists(mine), kind=OfferKind.COURSE)
    done = Lecture.objects.filter(progress__member=member, progress__done_at__isnull=False)
    rows = rows.select_related("community").annotate(certified=Exists(mine), entered=Q(pk__in=entered_by(member, now)))
    return rows.annotate(of=counted(Lecture.objects.all()), done=counted(done)).order_by("-created_at", "-pk")


def counted(rows: QuerySet[Lecture]) -> Coalesce:
    """Count the lectures of each offer that a course holds today."""
    here = rows.filter(chapter__offer=OuterRef("pk"), removed_at=None).order_by().values("chapter__offer")
    return Coalesce(Subquery(here.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def entered_by(member: int | None, now: datetime) -> QuerySet[Grant, Any]:
    """The numbers of the offers that a member may enter."""
    return lasting(now).filter(member=member, kind=BenefitKind.OFFER).values("target")


def reader_of(course: Offer, member: int | None, now: datetime, actor: Actor | None = None) -> Reader:
    """Return who looks at a course; access counts from the beginning of the earliest grant that lasts."""
    found = lasting(now).filter(member=member, kind=BenefitKind.OFFER, target=course.pk).aggregate(since=Min("since"))
    teaches = actor is not None and may(actor, Permission.EDIT_OFFERS, course.community_id)
    return Reader(member, found["since"] if member else None, teaches)


def course_seen(course: Offer, reader: Reader, now: datetime) -> Course:
    """Return a course as one reader finds it, with four queries."""
    chapters = list(Chapter.objects.filter(offer=course, removed_at=None).order_by("position", "pk"))
    lectures = list(
        Lecture.objects.filter(chapter__offer=course, removed_at=None).defer("text").order_by("position", "pk")
    )
    found = Progress.objects.filter(member=reader.member, lecture__in=lectures).values_list("lecture", "done_at")
    steps = dict(found) if reader.member else {}
    of: dict[int, list[Lecture]] = {row.pk: [] for row in chapters}
    for one in lectures:
        of[one.chapter_id].append(one)
    parts = tuple(
        Part(
            row.key,
            row.title,
            tuple(places(course, (one for one in lectures if one.chapter_id == row.pk), reader, steps, now)),
        )
        for row in chapters
    )
    certificate = Certificate.objects.filter(offer=course, member=reader.member).first() if reader.member else None
    return Course(course, reader, parts, certificate)


def places(
    course: Offer, rows: Iterable[Lecture], reader: Reader, steps: dict[int, datetime | None], now: datetime
) -> Iterable[Place]:
    """Yield lectures as one reader finds them."""
    for row in rows:
        opens, there = opens_to(row, course, reader), is_open(row, course, reader, now)
        yield Place(
            row.pk, row.key, row.title, row.kind, row.minutes, row.preview, there or reader.teaches,
            there and reader.member is not None, opens if opens and opens > now else None, row.pk in steps,
            steps.get(row.pk) is not None,
        )  # fmt: skip


def is_open(row: Lecture, course: Offer, reader: Reader, now: datetime) -> bool:
    """Tell whether somebody may have a lecture now who does not teach."""
    if row.preview:
        return True
    opens = opens_to(row, course, reader)
    return reader.since is not None and (opens is None or opens <= now)


def opens_to(row: Lecture, course: Offer, reader: Reader) -> datetime | None:
    """Return when a lecture opens to who has access; None: at once, or never."""
    if reader.since is None or row.preview:
        return None
    return opens_at(row.opens_on, row.after_days, reader.since, ZoneInfo(course.community.timezone))


def lecture_of(place: Place) -> Lecture:
    """Return all of a lecture that a reader found."""
    return Lecture.objects.get(pk=place.pk)


def certificates_of(member: int) -> QuerySet[Certificate]:
    """The certificates of a member; they stay when the access ends."""
    return Certificate.objects.filter(member=member).select_related("offer", "member").order_by("-pk")


def previews() -> QuerySet[Lecture]:
    """The lectures that everybody may have, of courses whose page answers."""
    shown = Q(chapter__offer__state__in=(OfferState.OPEN, OfferState.CLOSED))
    rows = Lecture.objects.filter(shown, preview=True, removed_at=None, chapter__offer__kind=OfferKind.COURSE)
    rows = rows.filter(chapter__offer__community__in=public_communities().order_by())
    return rows.select_related("chapter__offer__community").order_by("pk")
