"""Inviting members to the seed programme, and their answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.members.domain.seed_end import close_seed
from coterie.members.domain.tag import put_tag
from coterie.members.enums import MemberState
from coterie.members.events import SeedAnswered, SeedInvited
from coterie.members.models import Member, SeedMember
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import who_may_be_called
from coterie.members.queries.seeds import seed_tag
from coterie.platform.events.log import publish

MOST, MOST_REASONS, LONGEST = 200, 3, 200
Reasons = Mapping[int, Sequence[str]]


@transaction.atomic
def invite_seeds(
    *, community: int, members: Collection[int], reasons: Reasons | None = None, actor: Actor, now: datetime
) -> list[SeedMember]:
    """Invite members to the programme, with reasons by member that they read; who is in it already stays as they are.

    Who wishes to be called by letter gets one. Raises Invalid for nobody or too many, NotFound when one of them is no
    member who could answer.
    """
    require(actor, Permission.EDIT_MEMBERS, community)
    wanted = set(members)
    if not 1 <= len(wanted) <= MOST:
        raise Invalid(_("Choose between one and two hundred."), field="members")
    rows = Member.objects.filter(community=community, pk__in=wanted, state=MemberState.ACTIVE, account__isnull=False)
    people = list(lock(rows.select_related("community").order_by("pk")))
    if len(people) != len(wanted):
        raise NotFound(_("One of them is no member who could answer."), field="members")
    known = set(SeedMember.objects.filter(member__in=people, ended_at=None).values_list("member", flat=True))
    fresh = [one for one in people if one.pk not in known]
    made = [invited(one, (reasons or {}).get(one.pk, ()), actor, now) for one in fresh]
    write_invitations(made)
    return made


def invited(member: Member, reasons: Sequence[str], actor: Actor, now: datetime) -> SeedMember:
    """Invite one member."""
    kept = [clean(text)[:LONGEST] for text in reasons if text.strip()][:MOST_REASONS]
    facts: dict[str, Any] = {"invited_at": now, "invited_by_id": actor.account, "reasons": kept}
    row = SeedMember.objects.create(community=member.community, member=member, **facts)
    publish(SeedInvited(at=now, **facts_of(row, actor)))
    return row


def write_invitations(rows: Sequence[SeedMember]) -> None:
    """Write to those who wish for such letters; the others read it when they look in."""
    ends = who_may_be_called([row.member_id for row in rows])
    for row in rows:
        if secret := ends.get(row.member_id):
            words = partial(words_of, row, secret)
            write_to(row.member.account_id, row.community.language, words, headers=ending(secret))


def words_of(row: SeedMember, secret: str) -> tuple[str, str]:
    """Return the letter that invites."""
    facts = {"community": row.community.name, "address": f"{settings.BASE_URL}/m/{row.community.slug}/seed"}
    text = gettext("%(community)s would like to count on you: to answer first, to come when you are called.") % facts
    why = "\n".join(f"- {reason}" for reason in row.reasons)
    answer = gettext("Say yes or no here: %(address)s") % facts
    parts = [text, why, answer, how_to_end(secret)]
    return gettext("An invitation: seed member of %(community)s") % facts, "\n\n".join(part for part in parts if part)


@transaction.atomic
def answer_seed_invitation(*, seed: int, yes: bool, actor: Actor, now: datetime) -> SeedMember:
    """Say yes or no to one's own invitation; a no later on ends one's time in the programme.

    Raises NotFound to everybody else, Conflict once it is over.
    """
    row = locked(SeedMember.objects.filter(pk=seed).select_related("member", "community"))
    if actor.account is None or row.member.account_id != actor.account or row.member.state != MemberState.ACTIVE:
        raise NotFound(_("There is no such page."))
    if row.ended_at:
        raise Conflict(_("This invitation is over."))
    if row.since:
        if not yes:
            close_seed(row, actor, now, own=True)
        return row
    row.answered_at, row.since, row.ended_at = now, now if yes else None, None if yes else now
    row.tag = seed_tag(row.community.language) if yes else ""
    row.save(update_fields=["answered_at", "since", "ended_at", "tag"])
    if yes:
        put_tag(community=row.community_id, members=[row.member_id], name=row.tag, actor=actor, now=now)
    publish(SeedAnswered(at=now, data={"yes": yes}, **facts_of(row, actor)))
    return row


def facts_of(row: SeedMember, actor: Actor) -> dict[str, Any]:
    """Return what every event of the programme says."""
    return {"community": row.community_id, "actor": actor.account, "member": row.member_id, "subject": row.pk}
