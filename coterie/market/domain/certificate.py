"""Certificates: given once to whoever has done all of a course."""

from datetime import datetime

from django.db.models import Count, Max, QuerySet

from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind
from coterie.market.events import CourseFinished
from coterie.market.models import Certificate, Lecture, Offer, Progress
from coterie.market.queries.grants import lasting
from coterie.platform.events.log import publish


def certify(course: Offer, member: int, actor: Actor, now: datetime) -> Certificate | None:
    """Give a member their certificate if everything is done; the caller holds the course locked.

    The lock lets two who finish at once be counted one after the other, and numbers follow one another.
    """
    left = lectures_of(course.pk).exclude(progress__in=Progress.objects.filter(member=member, done_at__isnull=False))
    if left.exists() or Certificate.objects.filter(member=member, offer=course).exists():
        return None
    if not lasting(now).filter(member=member, kind=BenefitKind.OFFER, target=course.pk).exists():
        return None
    last = Certificate.objects.filter(offer=course).aggregate(last=Max("number"))["last"] or 0
    row = Certificate.objects.create(member_id=member, offer=course, number=last + 1, at=now)
    facts = {"community": course.community_id, "actor": actor.account, "subject": course.pk, "member": member}
    publish(CourseFinished(at=now, data={"number": row.number}, **facts))
    return row


def certify_all(course: Offer, actor: Actor, now: datetime) -> None:
    """Give everybody their certificate who has done all that is left of a course."""
    wanted = lectures_of(course.pk).count()
    done = Progress.objects.filter(lecture__in=lectures_of(course.pk), done_at__isnull=False).values("member")
    for found in done.annotate(n=Count("pk")).filter(n=wanted).order_by("member") if wanted else ():
        certify(course, found["member"], actor, now)


def lectures_of(course: int) -> QuerySet[Lecture]:
    """Return the lectures that a course holds today."""
    return Lecture.objects.filter(chapter__offer=course, removed_at=None)
