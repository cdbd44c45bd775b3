"""Warning hosts in time: codes that fill up, pictures that are about to end; each once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.communities import staff_of
from coterie.communities.rules import role_may
from coterie.joining.domain.host_task import close_tasks, open_task
from coterie.joining.enums import CodeState, HostTaskKind, Target
from coterie.joining.models import HostTask, LiveCode, Slot
from coterie.kit.actor import Actor
from coterie.platform.mail.letter import write_letter

LEVELS = {HostTaskKind.SEATS_80: 80, HostTaskKind.SEATS_95: 95}
"""Percent of the seats."""
ENDS = {HostTaskKind.PICTURE_48: timedelta(hours=48), HostTaskKind.PICTURE_24: timedelta(hours=24)}


class Need(NamedTuple):
    """What a code is about to lack."""

    code: LiveCode
    kind: HostTaskKind
    about: str
    number: int = 0


def warn_hosts(*, actor: Actor, now: datetime) -> int:
    """Ask the hosts of each code for what it is about to lack; return how much they had not been asked for before."""
    settle_seats(actor, now)
    return sum(warn(need=need, actor=actor, now=now) for need in (*filling(now), *ending(now)))


def filling(now: datetime) -> Iterator[Need]:
    """Yield each level that the taken seats of a code have reached; other seats make it another one."""
    valid = Q(slots__expires_at=None) | Q(slots__expires_at__gt=now)
    limit = F("slots__capacity") - F("slots__reserve") - F("slots__corrected")
    codes = LiveCode.objects.filter(state=CodeState.ON, is_front_door=False).select_related("community")
    counted = codes.annotate(seats=Sum(limit, filter=valid), taken=Sum("slots__taken", filter=valid))
    for code in counted.filter(seats__gt=0, taken__gte=F("seats") * LEVELS[HostTaskKind.SEATS_80] / 100):
        for kind, percent in LEVELS.items():
            if code.taken * 100 >= code.seats * percent:
                yield Need(code, kind, f"{code.seats} seats")


def ending(now: datetime) -> Iterator[Need]:
    """Yield each picture that ends soon, or has ended; a new end makes it another one."""
    soon = Slot.objects.filter(target=Target.PICTURE, expires_at__lte=now + max(ENDS.values()), capacity__gt=0)
    for slot in soon.select_related("code__community").order_by("code", "number"):
        for kind, left in ENDS.items():
            if slot.expires_at and slot.expires_at <= now + left:
                yield Need(slot.code, kind, slot.expires_at.isoformat(), slot.number)


@transaction.atomic
def warn(*, need: Need, actor: Actor, now: datetime) -> bool:
    """Open the task and write to the hosts, unless that was done before."""
    code, kind, about, number = need
    facts = {"code": code.pk, "community": code.community_id, "kind": kind, "about": about, "number": number}
    if not open_task(**facts, actor=actor, now=now):  # type: ignore[arg-type]  # as it takes them
        return False
    for member in staff_of(code.community_id):
        if role_may(member.role, Permission.EDIT_CODES) and member.account.email and member.account.is_active:
            write(need, member.account.email, member.account.language)
    return True


def write(need: Need, address: str, language: str) -> None:
    """Write to one host, in their language."""
    place = f"/slots/{need.number}" if need.number else ""
    link = f"{settings.BASE_URL}/console/{need.code.community.slug}/codes/{need.code.slug}{place}"
    with translation.override(language or "en"):
        subject = _("%(code)s: %(need)s") % {"code": need.code.title, "need": need.kind.label}
        text = _("%(need)s at the live code “%(code)s”. Here you set it right:\n%(link)s")
        words = text % {"need": need.kind.label, "code": need.code.title, "link": link}
        write_letter(to=[address], subject=subject, text=words)


def settle_seats(actor: Actor, now: datetime) -> None:
    """Close what was asked for about seats where there are enough again."""
    still = {(need.code.pk, need.kind) for need in filling(now)}
    for row in HostTask.objects.filter(kind__in=LEVELS, done_at=None):
        if (row.code_id, row.kind) not in still:
            with transaction.atomic():
                close_tasks(code=row.code_id, kinds=(row.kind,), actor=actor, now=now)
