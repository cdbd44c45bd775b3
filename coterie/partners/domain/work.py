"""Work for a bounty: handed in by a partner, accepted or sent back by staff; what is accepted is earned.

Whoever accepts holds the bounty, so that however many do at once no more is paid than there is to pay. Locks are taken
in one order: the bounty, then its partner.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.partners.domain.earning import enter_earned
from coterie.partners.domain.work_file import Looked, keep_files
from coterie.partners.enums import WorkState
from coterie.partners.errors import BountyFull
from coterie.partners.events import WorkDecided, WorkHandedIn
from coterie.partners.models import Bounty, Earning, Partner, Work
from coterie.partners.queries.bounties import free_pieces, taken_by
from coterie.partners.queries.grounds import worked
from coterie.partners.queries.partners import own_partner
from coterie.platform.events.log import publish

IS_LINK = URLValidator(schemes=["http", "https"])


@transaction.atomic
def hand_in_work(
    *, community: int, bounty: str, text: str, link: str = "", files: Sequence[Looked] = (), actor: Actor, now: datetime
) -> Work:
    """Hand work in for a bounty (a key), in words, as a link, and with files that were looked at before.

    Raises NotFound for who is no partner and for no such bounty, Conflict for who is suspended and after the end,
    BountyFull where it pays for no more of it, Invalid naming what is wrong.
    """
    row = lock(Bounty.objects.filter(programme__community=community, key=bounty)).first()
    partner = locked(own_partner(actor, community))
    if not partner.sells:
        raise Conflict(_("You are no partner at the moment."))
    if row is None:
        raise NotFound(_("There is no such bounty."))
    if row.closed_at or (row.until and row.until <= now):
        raise Conflict(_("This bounty takes no more work."))
    refuse_full(row)
    if taken_by(row, partner.pk) >= row.most_each:
        raise BountyFull(_("You have handed in as much as one can for this bounty."))
    facts = {"text": clean(text)[:2000], "link": checked(link)}
    if not facts["text"]:
        raise Invalid(_("Please fill this in."), field="text")
    made = Work.objects.create(bounty=row, partner=partner, handed_in_at=now, **facts)
    keep_files(made, files, community, now)
    told = {"community": community, "actor": actor.account, "member": partner.member_id, "subject": made.pk}
    publish(WorkHandedIn(at=now, data={"bounty": row.pk}, **told))
    return made


def checked(link: str) -> str:
    """Return a link as it is kept. Raises Invalid for what is none."""
    try:
        if link.strip():
            IS_LINK(link.strip())
    except ValidationError as error:
        raise Invalid(_("Write a whole address, with https."), field="link") from error
    return link.strip()


@transaction.atomic
def decide_work(*, work: int, accept: bool, note: str = "", actor: Actor, now: datetime) -> Work:
    """Accept work, which is earned with that, or send it back with a word; the same again changes nothing.

    Raises Conflict for what was decided otherwise, for one's own, and of who is no partner now; BountyFull where
    nothing is left to pay; Invalid where work is sent back without a word.
    """
    row = locked(Work.objects.filter(pk=work))
    bounty = locked(Bounty.objects.filter(pk=row.bounty_id).select_related("programme"))
    community = bounty.programme.community_id
    require(actor, Permission.EDIT_PARTNERS, community)
    state = WorkState.ACCEPTED if accept else WorkState.SENT_BACK
    if row.state == state:
        return row
    if row.state != WorkState.HANDED_IN:
        raise Conflict(_("This was decided already."), field="state")
    if not accept and not clean(note):
        raise Invalid(_("Say what is missing."), field="note")
    row.state, row.note, row.account_id, row.decided_at = state, clean(note)[:200], actor.account, now
    if accept:
        refuse_full(bounty)
        earn_bounty(row, bounty, actor, now)
    row.save(update_fields=["state", "note", "account", "decided_at"])
    told: dict[str, Any] = {"community": community, "actor": actor.account, "member": row.partner.member_id}
    publish(WorkDecided(at=now, subject=row.pk, data={"bounty": bounty.pk, "state": str(state)}, **told))
    return row


def earn_bounty(row: Work, bounty: Bounty, actor: Actor, now: datetime) -> Earning:
    """Let work be earned by its partner, whose terms say for how long it is held."""
    partner = locked(Partner.objects.filter(pk=row.partner_id).select_related("terms", "member"))
    if partner.member is None or not partner.sells:
        raise Conflict(_("Who handed it in is no partner at the moment."))
    if actor.account is not None and partner.member.account_id == actor.account:
        raise Conflict(_("Let somebody else look at your own work."))
    row.bounty, row.partner = bounty, partner
    due = now + timedelta(days=partner.terms.hold_days)
    made = Earning(work=row, partner=partner, offer=0, level=1, rate=0, due_at=due)
    return enter_earned(made, 0, bounty.amount, ground=worked(row), actor=actor, now=now)


def refuse_full(bounty: Bounty) -> None:
    """Refuse beyond what a bounty pays for. Raises BountyFull."""
    if free_pieces(bounty) <= 0:
        raise BountyFull(_("This bounty pays for no more work."))
