"""Friends who are held: noted when settling finds them, and told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from coterie.growth.enums import HoldState, Reason
from coterie.growth.events import ReferralHeld, ReferralReleased
from coterie.growth.models import Hold, Participant
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.score import Risk
from coterie.kit.db.rows import altered
from coterie.kit.json import Json
from coterie.platform.events.log import publish


def tell_holds(row: Participant, friends: Iterable[Friend], now: datetime) -> None:
    """Note who is held of one who takes part, and who is not any more though nobody decided.

    The caller holds the campaign's lock. The note follows the fold; nothing is counted by it.
    """
    held = {one.member: one.risk for one in friends if one.why == Reason.HELD and one.member and one.risk}
    known = {hold.member_id: hold for hold in Hold.objects.filter(campaign=row.campaign_id, member__in=held)}
    for member, risk in held.items():
        note(row, known.get(member) or Hold(campaign=row.campaign, member_id=member, state=""), risk, now)
    for hold in row.holds.filter(state=HoldState.WAITING).exclude(member__in=held):
        end(hold, HoldState.GONE, row.campaign.community_id, now)


def note(row: Participant, hold: Hold, risk: Risk, now: datetime) -> None:
    """Keep a hold as the fold has it, and tell one that is new."""
    fresh = hold.state != HoldState.WAITING
    since = now if fresh else hold.held_at
    facts = {"participant_id": row.pk, "state": HoldState.WAITING, "held_at": since, "decided_at": None}
    judged = {"score": risk.score, "signs": [list(sign) for sign in risk.signs]}
    if altered(hold, facts | judged):
        hold.save()
    if fresh:
        data: dict[str, Json] = {"signs": [sign.signal for sign in risk.signs], "score": round(risk.score, 3)}
        publish(ReferralHeld(at=now, data=data, **whose(hold, row.campaign.community_id)))


def end(hold: Hold, state: HoldState, community: int, now: datetime, account: int | None = None) -> None:
    """Let a friend be held no more."""
    hold.state, hold.decided_at = state, now
    hold.save()
    publish(ReferralReleased(at=now, actor=account, data={"state": str(state)}, **whose(hold, community)))


def whose(hold: Hold, community: int) -> dict[str, Any]:
    """Return what every event of a hold says."""
    return {
        "community": community, "campaign": hold.campaign_id, "subject": hold.participant_id, "member": hold.member_id,
    }  # fmt: skip
