"""The end of a challenge, and the letter that reminds of it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.platform.events.log import publish
from coterie.rituals.domain.check_in import facts_of
from coterie.rituals.events import ChallengeFinished
from coterie.rituals.models import Enrolment
from coterie.rituals.queries.challenges import is_over, local_date, standings
from coterie.rituals.rules import habit

USUAL = time(20)
"""When somebody is reminded who never checked in."""
LATER = timedelta(minutes=30)
LOOKED_AT = 14


def finish_due(*, actor: Actor, now: datetime) -> int:
    """Tell of everybody for whom a challenge is over; return for how many."""
    rows = Enrolment.objects.filter(finished_at=None, left_at=None, challenge__archived_at=None)
    rows = rows.filter(challenge__last_on__lt=(now + timedelta(hours=14)).date()).select_related("challenge")
    over = [row.pk for row in rows.order_by("pk") if is_over(row, now)]
    return sum(finished(enrolment=pk, actor=actor, now=now) for pk in over)


@transaction.atomic
def finished(*, enrolment: int, actor: Actor, now: datetime) -> bool:
    """Close one member's challenge, once."""
    rows = Enrolment.objects.filter(pk=enrolment, finished_at=None).select_related("challenge")
    row = lock(rows).first()
    if row is None:
        return False
    row.finished_at = now
    row.save(update_fields=["finished_at"])
    [stands] = standings(row.challenge, [row], now)
    data = {"days": stands.days, "of": stands.so_far, "passed": stands.passed}
    publish(ChallengeFinished(at=now, data=data, **facts_of(row.challenge, row.member_id, actor)))
    return True


def remind_due(*, actor: Actor, now: datetime) -> int:
    """Write to everybody who wished for it, has not checked in today and usually has by now; return to how many."""
    rows = Enrolment.objects.filter(reminds=True, left_at=None, finished_at=None, challenge__archived_at=None)
    day = timedelta(days=1)
    rows = rows.filter(challenge__first_on__lte=(now + day).date(), challenge__last_on__gte=(now - day).date())
    return sum(reminded(enrolment=row.pk, actor=actor, now=now) for row in rows.order_by("pk"))


@transaction.atomic
def reminded(*, enrolment: int, actor: Actor, now: datetime) -> bool:  # noqa: ARG001 - the shape of verbs
    """Write to one member, once a day and at the hour of their habit."""
    rows = Enrolment.objects.filter(pk=enrolment, reminds=True, left_at=None)
    row = lock(rows.select_related("challenge__community", "member")).first()
    if row is None or not is_due(row, now):
        return False
    row.reminded_on = local_date(now, row.zone)
    row.save(update_fields=["reminded_on"])
    language = row.challenge.community.language
    return write_to(row.member.account_id, language, lambda: (subject_of(row), text_of(row)))


def is_due(row: Enrolment, now: datetime) -> bool:
    """Tell whether it is time to remind somebody."""
    local, today = now.astimezone(ZoneInfo(row.zone)), local_date(now, row.zone)
    days = list(row.check_ins.filter(made_up=False).order_by("-on").values_list("on", "at")[:LOOKED_AT])
    if row.reminded_on == today or not row.challenge.first_on <= today <= row.challenge.last_on:
        return False
    if any(on == today for on, _at in days):
        return False
    usual = habit([at.astimezone(ZoneInfo(row.zone)).time() for _on, at in days]) or USUAL
    due = datetime.combine(today, usual, tzinfo=ZoneInfo(row.zone)) + LATER
    return local >= due


def subject_of(row: Enrolment) -> str:
    """Return what the letter is about."""
    return _("Today's check-in: %(challenge)s") % {"challenge": row.challenge.title}


def text_of(row: Enrolment) -> str:
    """Return the letter."""
    community = row.challenge.community
    address = member_address(community.slug, f"check-ins/{row.challenge.key}")
    words = {"challenge": row.challenge.title, "community": community.name, "address": address}
    said = _("You have not checked in today: “%(challenge)s” in %(community)s. It takes a minute:") % words
    end = _("You asked to be reminded; the same page ends it.")
    return f"{said}\n\n{address}\n\n{end}"
