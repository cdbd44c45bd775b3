"""A ring for tests: three people of one browser, silent, whose first is held once they have stayed."""

from datetime import datetime, timedelta
from typing import Any

from coterie.growth.models import Campaign, Hold, Participant
from coterie.kit.clock import now
from coterie.members.models import Member
from tests.cast import NOW, Cast
from tests.growth.campaign_scenes import PEN, a_campaign
from tests.growth.drive import after, inviting, joins, looks, running

MINUTE, STAYED = timedelta(minutes=1), NOW + timedelta(hours=74)


def three_of_one_browser(cast: Cast, who: Participant, visitor: int = 71, now: datetime = NOW) -> list[Member]:
    """Let three people join one after the other from one browser."""
    looks(who, visitor, now)
    return [joins(cast, visitor, now + 5 * place * MINUTE) for place in range(3)]


def ring_at(cast: Cast, *steps: Any, **facts: Any) -> tuple[Participant, Hold]:
    """Let dan bring a ring, and the first of it be held."""
    row = running(cast, *steps, **facts)
    dan = inviting(cast, row)
    three_of_one_browser(cast, dan)
    after(dan, STAYED)
    return dan, Hold.objects.get()


def ring_now(cast: Cast, row: Campaign | None = None, who: str = "dan", visitor: int = 71) -> Hold:
    """Let a ring come in a campaign that runs now, and its first be held."""
    row = row or a_campaign(cast, stay_hours=1, steps=(PEN,))
    moment = now() - timedelta(hours=2)
    inviter = inviting(cast, row, who, moment)
    [first, *_others] = three_of_one_browser(cast, inviter, visitor, moment)
    after(inviter, now())
    return Hold.objects.get(campaign=row, member=first)
