"""Taking part in a challenge, and checking in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.files.picture import Drawn
from coterie.platform.files.storing import store_drawn
from coterie.rituals.enums import Proof
from coterie.rituals.events import ChallengeJoined, ChallengeLeft, CheckedIn
from coterie.rituals.models import Challenge, CheckIn, Enrolment
from coterie.rituals.queries.challenges import free_days, local_date, standings
from coterie.talk.domain.hanging import Shot
from coterie.talk.domain.message import post_message
from coterie.talk.domain.seat import own_seat

LARGEST = Decimal(10) ** 8


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows: words, a number or a picture, drawn anew and not yet kept."""

    text: str = ""
    number: Decimal | None = None
    picture: Drawn | None = None


@transaction.atomic
def join_challenge(
    *, challenge: int, member: int, zone: str = "", reminds: bool = False, actor: Actor, now: datetime
) -> Enrolment:
    """Take part; who left comes back with the days they had.

    Raises Conflict when it is over, Invalid for a zone that is none.
    """
    row = locked(Challenge.objects.select_related("community").filter(pk=challenge, archived_at=None))
    own_seat(row.group_id, member, actor)
    zone = zone or row.community.timezone
    if zone not in available_timezones():
        raise Invalid(_("Unknown time zone."), field="zone")
    if local_date(now, zone) > row.last_on:
        raise Conflict(_("This challenge is over."))
    known = lock(Enrolment.objects.filter(challenge=row, member=member)).first()
    if known and known.left_at is None:
        return known
    enrolment = known or Enrolment(challenge=row, member_id=member, zone=zone, joined_at=now)
    enrolment.left_at, enrolment.reminds = None, reminds
    enrolment.save()
    publish(ChallengeJoined(at=now, **facts_of(row, member, actor)))
    return enrolment


@transaction.atomic
def leave_challenge(*, enrolment: int, actor: Actor, now: datetime) -> None:
    """Take part no more; the days stay with the member."""
    row, challenge = own_enrolment(enrolment, actor)
    row.left_at = now
    row.save(update_fields=["left_at"])
    publish(ChallengeLeft(at=now, **facts_of(challenge, row.member_id, actor)))


@transaction.atomic
def set_reminder(*, enrolment: int, on: bool, actor: Actor, now: datetime) -> Enrolment:  # noqa: ARG001 - the shape of verbs
    """Be reminded by mail at the usual hour, or no more."""
    row, _challenge = own_enrolment(enrolment, actor)
    row.reminds = on
    row.save(update_fields=["reminds"])
    return row


@transaction.atomic
def check_in(*, enrolment: int, shown: Shown, actor: Actor, now: datetime) -> CheckIn:
    """Check in for today; a second time today changes what was shown.

    Raises Conflict before the first and after the last day, Invalid for what is no proof.
    """
    row, challenge = own_enrolment(enrolment, actor)
    today = local_date(now, row.zone)
    if not challenge.first_on <= today <= challenge.last_on:
        raise Conflict(_("Today is not a day of this challenge."))
    return kept(row, challenge, today, shown, made_up=False, actor=actor, now=now)


@transaction.atomic
def make_up(*, enrolment: int, on: date, shown: Shown, actor: Actor, now: datetime) -> CheckIn:
    """Make up for a missed day with a card.

    Raises Conflict for a day that is not missed, or when no card is left.
    """
    row, challenge = own_enrolment(enrolment, actor)
    missed = challenge.first_on <= on < local_date(now, row.zone) and on not in free_days(challenge)
    if not missed or on > challenge.last_on or row.check_ins.filter(on=on).exists():
        raise Conflict(_("This is not a day that you missed."), field="on")
    if row.check_ins.filter(made_up=True).count() >= challenge.cards:
        raise Conflict(_("You have no card left."), field="on")
    return kept(row, challenge, on, shown, made_up=True, actor=actor, now=now)


def own_enrolment(enrolment: int, actor: Actor) -> tuple[Enrolment, Challenge]:
    """Lock how the actor takes part. Raises NotFound for another's."""
    rows = Enrolment.objects.filter(pk=enrolment, left_at=None, member__account=actor.account)
    row = locked(rows.filter(challenge__archived_at=None))
    challenge = Challenge.objects.select_related("community").get(pk=row.challenge_id)
    if actor.account is None:
        raise NotFound
    own_seat(challenge.group_id, row.member_id, actor)
    return row, challenge


def kept(
    row: Enrolment, challenge: Challenge, on: date, shown: Shown, *, made_up: bool, actor: Actor, now: datetime
) -> CheckIn:
    """Write a day down; tell of it once, and say it in the group once."""
    refuse_unproved(challenge, shown)
    shot = kept_picture(shown, challenge, now)
    picture = shot.file if shot else ""
    facts: dict[str, Any] = {"text": shown.text.strip()[:500], "number": shown.number, "picture": picture}
    found, fresh = CheckIn.objects.update_or_create(
        enrolment=row, on=on, defaults=facts, create_defaults={**facts, "at": now, "made_up": made_up}
    )
    if fresh:
        [stands] = standings(challenge, [row], now)
        if challenge.says:
            say(row, challenge, found, shot, stands.streak, actor=actor, now=now)
        data: dict[str, Json] = {"on": on.isoformat(), "streak": stands.streak, "days": stands.days, "made_up": made_up}
        publish(CheckedIn(at=now, data=data, **facts_of(challenge, row.member_id, actor)))
    return found


def kept_picture(shown: Shown, challenge: Challenge, now: datetime) -> Shot | None:
    """Keep the picture that is shown, in the caller's transaction: what is refused leaves none behind."""
    if shown.picture is None:
        return None
    stored = store_drawn(shown.picture, community=challenge.community_id, now=now)
    return Shot(stored.key, shown.picture.width, shown.picture.height)


def refuse_unproved(challenge: Challenge, shown: Shown) -> None:
    """Refuse what is not the proof that the challenge asks for."""
    if challenge.proof == Proof.TEXT and not shown.text.strip():
        raise Invalid(_("Write a few words."), field="text")
    if challenge.proof == Proof.PICTURE and shown.picture is None:
        raise Invalid(_("Show a picture."), field="picture")
    if challenge.proof == Proof.NUMBER and not is_number(shown.number):
        raise Invalid(_("Give a number."), field="number")


def is_number(number: Decimal | None) -> bool:
    """Tell whether somebody gave a number that can be kept."""
    return number is not None and number.is_finite() and -LARGEST < number < LARGEST


def say(
    row: Enrolment, challenge: Challenge, day: CheckIn, shot: Shot | None, streak: int, *, actor: Actor, now: datetime
) -> None:
    """Say a check-in in the group, in the community's language, as its member's words."""
    with override(challenge.community.language):
        number = f"{day.number.normalize():f} {challenge.unit}".strip() if day.number is not None else ""
        lead = _("%(challenge)s, day %(n)s in a row") % {"challenge": challenge.title, "n": streak}
    text = "\n".join(part for part in (lead, number, day.text) if part)
    pictures = [shot] if shot else []
    nonce = f"check-in:{row.pk}:{day.on}"
    post_message(
        group=challenge.group_id, member=row.member_id, text=text, things=pictures, nonce=nonce, actor=actor, now=now
    )


def facts_of(challenge: Challenge, member: int, actor: Actor) -> dict[str, Any]:
    """Return what every event of a challenge says."""
    facts = {"community": challenge.community_id, "actor": actor.account, "group": challenge.group_id}
    return {**facts, "subject": challenge.pk, "member": member}
