"""Friends who are held, for who decides on them: with reasons in words, and the ring they are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import HoldState, Signal
from coterie.growth.models import Hold, ReferralRecord
from coterie.growth.queries.friends import histories_of
from coterie.growth.queries.ledger import friends_of
from coterie.growth.rules.ring import Tie, ring_around
from coterie.kit.actor import Actor
from coterie.members.queries.members import keys_of, names_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign in words, and how strong it is, from 0 to 1."""

    signal: str
    words: str
    strength: float


@dataclass(frozen=True, slots=True)
class Ringed:
    """Somebody of a ring: who, and when they joined."""

    member: int
    key: str
    name: str
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ring:
    """Who came together with a friend who is held, in the order of joining; what ties them; who brought them."""

    inviter: str
    people: Sequence[Ringed]
    ties: Sequence[Tie]
    left_out: int


def holds_run_by(actor: Actor, community: int, state: str = "", campaign: str = "") -> QuerySet[Hold]:
    """The friends who were held, the most suspicious first, of one state or of the campaign with a key.

    Raises Forbidden for who may not see members.
    """
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Hold.objects.filter(campaign__community=community)
    rows = rows.filter(state=state) if state in HoldState.values else rows
    rows = rows.filter(campaign__key=campaign) if campaign else rows
    return rows.select_related("campaign", "member", "participant__member", "participant__terms").order_by(
        "-score", "pk"
    )


def friends_waiting(community: int) -> int:
    """Return how many friends are held and wait for a host."""
    return Hold.objects.filter(campaign__community=community, state=HoldState.WAITING).count()


def reasons_of(hold: Hold) -> list[Reason]:
    """Return why a friend was held, the heaviest reason first."""
    return [Reason(signal, said(signal, number), strength) for signal, strength, number in hold.signs]


def said(signal: str, number: int) -> str:
    """Say what a sign means."""
    counted = {
        Signal.BROWSER: ngettext(
            "%(n)s other person joined from the same browser", "%(n)s others joined from the same browser", number
        ),
        Signal.BURST: ngettext(
            "%(n)s joined by this link within a minute", "%(n)s joined by this link within a minute", number
        ),
        Signal.HASTE: ngettext(
            "%(n)s who came by this link was gone within minutes",
            "%(n)s who came by this link were gone within minutes",
            number,
        ),
        Signal.RING: ngettext(
            "%(n)s came together, and this one had not said a word",
            "%(n)s came together, and this one had not said a word",
            number,
        ),
        Signal.INVITERS: _("the browser is that of somebody who takes part"),
        Signal.MAIL: _("the e-mail address is one that is thrown away after use"),
    }
    return counted[Signal(signal)] % {"n": number}


def history_of(hold: Hold) -> list[ReferralRecord]:
    """Return all that the ledger says of a friend, the first first."""
    return histories_of(hold.campaign_id, [hold.member_id])[hold.member_id]


def ring_of(hold: Hold, at: datetime) -> Ring:
    """Return with whom a friend came, as the ledger knows it at a moment."""
    hold.participant.campaign = hold.campaign
    found = ring_around(hold.member_id, friends_of(hold.participant, at))
    numbers = [one.member or 0 for one in found.people]
    names, keys = names_of(hold.campaign.community_id, numbers), keys_of(hold.campaign.community_id, numbers)
    people = [
        Ringed(number, keys.get(number, ""), names.get(number, ""), one.joined_at)
        for number, one in zip(numbers, found.people, strict=True)
    ]
    return Ring(hold.participant.member.name, people, found.ties, found.left_out)
