"""The word to everybody in a team that missed its time: once each, by day, with what can be done next."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.groups.rules import is_quiet
from coterie.growth.enums import TeamStanding
from coterie.growth.models import TeamWord
from coterie.growth.queries.campaigns import is_open
from coterie.growth.queries.team import TeamSeen, teams_with
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.members.enums import Digest, MemberState
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import who_may_be_called
from coterie.members.queries.members import active_members
from coterie.members.rules import MORNING, next_digest

EVENING = time(22)
FRESH = timedelta(days=3)
"""What was told longer ago is no news."""
AT_ONCE = 500


def owe_words(team: TeamSeen, now: datetime) -> None:
    """Owe a word, once, to each member in a team that missed its time, who turns out to have been in it later too.

    The caller holds the campaign's lock.
    """
    told_at = team.row.told_at
    if team.state != TeamStanding.MISSED or told_at is None or told_at < now - FRESH:
        return
    community = team.row.founder.campaign.community
    here = active_members(community.pk).filter(pk__in=team.members).order_by("pk")
    due_at = by_day(now, community.timezone)
    words = [TeamWord(team=team.row, member_id=member, due_at=due_at) for member in here.values_list("pk", flat=True)]
    TeamWord.objects.bulk_create(words, ignore_conflicts=True)


def by_day(now: datetime, zone: str) -> datetime:
    """Return the moment itself, or the next morning: from ten to eight by a community's clock nobody is written to."""
    asleep = is_quiet(now.astimezone(ZoneInfo(zone)).time(), EVENING, MORNING)
    return (next_digest(Digest.DAILY, now, zone) if asleep else None) or now


def give_words_due(*, actor: Actor, now: datetime) -> int:
    """Give the words that are due; return how many letters were written."""
    due = TeamWord.objects.filter(given_at=None, due_at__lte=now).order_by("due_at", "pk")
    return sum(give_word(word=word, actor=actor, now=now) for word in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def give_word(*, word: int, actor: Actor, now: datetime) -> bool:  # noqa: ARG001 - the shape of verbs
    """Give one word, once, by letter to who wants to be called by letter; the others read it on the first page.

    What facts that came late have made untrue is not said. Tells whether a letter was written.
    """
    owed = TeamWord.objects.filter(pk=word, given_at=None)
    row = lock(owed.select_related("team__founder__campaign__community", "member")).first()
    if row is None:
        return False
    teams = teams_with(row.member_id, row.team.founder.campaign, now)
    missed = next((one for one in teams if one.row == row.team and one.state == TeamStanding.MISSED), None)
    if missed is None or row.member.state != MemberState.ACTIVE:
        row.delete()
        return False
    secret = who_may_be_called([row.member_id]).get(row.member_id, "")
    row.given_at, row.letter = now, bool(secret) and written(row, missed, teams, secret)
    row.save(update_fields=["given_at", "letter"])
    return row.letter


def written(row: TeamWord, missed: TeamSeen, teams: Sequence[TeamSeen], secret: str) -> bool:
    """Write the letter, in the language of who reads it or else the community's."""
    words = partial(words_of, missed, secret, may_begin=not any(team.invites for team in teams))
    language = missed.row.founder.campaign.community.language
    return write_to(row.member.account_id, language, words, headers=ending(secret))


def words_of(team: TeamSeen, secret: str, *, may_begin: bool) -> tuple[str, str]:
    """Return the letter; times are by the community's clock, with its zone."""
    campaign = team.row.founder.campaign
    community = campaign.community
    until, ends = (
        f"{date_format(one.astimezone(ZoneInfo(community.timezone)), 'DATETIME_FORMAT')} ({community.timezone})"
        for one in (team.ends_at, campaign.ends_at)
    )
    facts = {
        "campaign": campaign.name, "community": community.name, "inside": team.inside, "people": team.people,
        "until": until, "ends": ends, "address": member_address(community.slug, f"campaigns/{campaign.key}"),
    }  # fmt: skip
    said = _(
        "Your team in “%(campaign)s” at %(community)s did not come together in time: %(inside)s of %(people)s were in "
        "it at %(until)s. Nobody gets anything for it."
    )
    next_step = ""
    if may_begin and is_open(campaign, team.at):
        next_step = _("You can begin another one, with new friends, until %(ends)s:") % facts
    parts = (said % facts, next_step, facts["address"], how_to_end(secret))
    return _("Not complete in time: your team in %(campaign)s") % facts, "\n\n".join(filter(None, map(str, parts)))
