"""Which letters a member wants: said by themselves, ended from any letter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.json import Json
from coterie.members.enums import Digest, MemberState
from coterie.members.events import LettersWished
from coterie.members.models import LetterWish, Member
from coterie.members.rules import next_digest
from coterie.platform.events.log import publish


@transaction.atomic
def wish_for_letters(
    *, member: int, digest: str, calls: bool, pieces: bool = False, actor: Actor, now: datetime
) -> LetterWish:
    """Say which letters one wants; a digest tells of what happens from now on.

    Raises NotFound to anybody but the member, Invalid for a digest that there is not.
    """
    row = locked(Member.objects.filter(pk=member, state=MemberState.ACTIVE))
    if actor.account is None or row.account_id != actor.account:
        raise NotFound
    if digest not in Digest.values:
        raise Invalid(_("Choose from the list."), field="digest")
    facts = {"digest": digest, "calls": calls, "pieces": pieces, "changed_at": now}
    wish = LetterWish.objects.filter(member=row).first() or LetterWish(member=row, digested_at=now)
    wish.digested_at = wish.digested_at if wish.digest else now
    return kept(wish, facts, actor, now, by_letter=False)


@transaction.atomic
def end_letters(*, secret: str, actor: Actor, now: datetime) -> LetterWish:
    """End all letters, as whoever holds one of them may. Raises NotFound."""
    wish = locked(LetterWish.objects.filter(secret=secret).select_related("member"))
    facts = {"digest": Digest.NEVER, "calls": False, "pieces": False, "changed_at": now}
    return kept(wish, facts, actor, now, by_letter=True)


def kept(wish: LetterWish, facts: dict[str, object], actor: Actor, now: datetime, *, by_letter: bool) -> LetterWish:
    """Write down what is different, and tell of it."""
    if wish.pk and all(getattr(wish, name) == facts[name] for name in ("digest", "calls", "pieces")):
        return wish
    for name, value in facts.items():
        setattr(wish, name, value)
    wish.due_at = next_digest(wish.digest, now, wish.member.community.timezone)
    wish.save()
    data: dict[str, Json] = {
        "digest": wish.digest, "calls": wish.calls, "pieces": wish.pieces, "by_letter": by_letter,
    }  # fmt: skip
    who = {"community": wish.member.community_id, "member": wish.member_id, "actor": actor.account}
    publish(LettersWished(at=now, data=data, **who))
    return wish


def begin_digest(*, wish: int, now: datetime) -> datetime | None:
    """Take it upon oneself to tell a member what they missed; return since when, or None where it is not time.

    The letter is written in the same transaction, so each is written once.
    """
    row = lock(LetterWish.objects.filter(pk=wish).select_related("member__community")).first()
    if row is None or row.due_at is None or now < row.due_at:
        return None
    since, row.digested_at = row.digested_at, now
    row.due_at = next_digest(row.digest, now, row.member.community.timezone)
    row.save(update_fields=["digested_at", "due_at"])
    return since
