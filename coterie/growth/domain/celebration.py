"""What the campaign's group reads, in the community's language, by the mouth of a host who sits there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from coterie.growth.enums import Side
from coterie.growth.models import Campaign, RewardGrant, Team
from coterie.kit.actor import Actor
from coterie.kit.errors import DomainError
from coterie.rituals.queries.speaker import speaker_in
from coterie.talk.domain.message import post_message


def celebrate(row: RewardGrant, campaign: Campaign, now: datetime) -> None:
    """Tell the group of a milestone, where the terms say that it is told; once, with the reward that it earned.

    A friend's own is not told, and of a team that it is complete, not what each of it gets.
    """
    if row.milestone.terms.celebrate and row.milestone.side not in (Side.FRIEND, Side.TEAM):
        with override(campaign.community.language):
            text = reached_said(row)
        say_in_group(campaign, f"🎉 {text}", f"milestone:{row.pk}", now)


def reached_said(row: RewardGrant) -> str:
    """Say who brought how many friends; of all together also who was drawn, if they agreed that it is told."""
    if row.reached:
        together = _("All of you together brought %(n)s friends") % {"n": row.reached}
        told = row.seed and row.participant.terms.celebrate
        return f"{together}\n" + _("Drawn: %(name)s") % {"name": row.member.name} if told else together
    said = ngettext("%(name)s brought %(n)s friend", "%(name)s brought %(n)s friends", row.milestone.at)
    return said % {"name": row.member.name, "n": row.milestone.at}


def celebrate_team(row: Team, campaign: Campaign, people: int, now: datetime) -> None:
    """Tell the group that a team is complete, where its founder's terms say that it is told; once."""
    if row.founder.terms.celebrate:
        with override(campaign.community.language):
            words = {"name": row.founder.member.name, "n": people}
            text = _("The team of %(name)s is complete: %(n)s people") % words
        say_in_group(campaign, f"🎉 {text}", f"team:{row.pk}", now)


def envelope_said(row: RewardGrant, campaign: Campaign) -> str:
    """Say what an envelope is for: for whom it is owed, where the terms say that this is told, else the campaign."""
    if not row.reached and not row.participant.terms.celebrate:
        return campaign.name
    with override(campaign.community.language):
        return reached_said(row)


def say_in_group(campaign: Campaign, text: str, nonce: str, now: datetime) -> None:
    """Say something, once; where nobody of the staff sits in the group nothing is said."""
    group = campaign.group_id
    speaker = speaker_in(group, campaign.community_id, wished=None) if group else None
    if group is None or speaker is None:
        return
    try:
        with transaction.atomic():
            post_message(group=group, member=speaker, text=text, nonce=nonce, actor=Actor.of_system(), now=now)
    except DomainError:
        return
