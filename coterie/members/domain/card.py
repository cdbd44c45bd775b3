"""What members say of themselves, and whether others may see it."""

from datetime import datetime

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import NotFound
from coterie.kit.ids import new_slug
from coterie.kit.text import clean
from coterie.members.enums import MemberState
from coterie.members.events import CardShared, MemberChanged
from coterie.members.models import Member
from coterie.platform.events.log import publish

KEY_LENGTH = 20


@transaction.atomic
def edit_card(*, member: int, line: str, shared: bool, actor: Actor, now: datetime) -> Member:
    """Keep one's own line, and share the card at an address that nobody can guess, or at none.

    An address that was given up is never valid again.
    """
    row = locked(Member.objects.filter(pk=member, state=MemberState.ACTIVE))
    if actor.account is None or row.account_id != actor.account:
        raise NotFound
    facts = {"community": row.community_id, "actor": actor.account, "member": row.pk}
    kept = clean(line)[:120]
    if row.line != kept:
        row.line = kept
        publish(MemberChanged(at=now, data={"fields": ["line"]}, **facts))
    if shared != (row.card_key is not None):
        row.card_key = new_slug(KEY_LENGTH) if shared else None
        publish(CardShared(at=now, data={"on": shared}, **facts))
    row.save(update_fields=["line", "card_key"])
    return row
