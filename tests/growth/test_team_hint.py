"""Today tells of a campaign in which most teams miss their time, until its terms are changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coterie.growth.domain.campaign import edit_campaign, turn_campaign
from coterie.growth.domain.terms import Promise
from coterie.growth.models import Campaign, Participant, Team
from coterie.growth.queries.team_hint import TooHard, too_hard_in
from coterie.kit.clock import now
from coterie.members.models import Member
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR
from tests.growth.test_team import THREE, of_teams

pytestmark = pytest.mark.django_db


def ended(cast: Cast, row: Campaign, missed: int, complete: int) -> None:
    """Let so many teams have been told to be missed, and complete, by the latest terms, and one be open."""
    who = Member.objects.get(pk=cast.members["dan"].pk)
    terms = row.terms.order_by("-number")[0]
    founder, _made = Participant.objects.get_or_create(
        campaign=row, member=who, defaults={"terms": terms, "began_at": NOW}
    )
    told = ["missed"] * missed + ["complete"] * complete + ["open"]
    first = founder.teams.count()
    Team.objects.bulk_create(
        Team(founder=founder, founded_at=NOW + place * timedelta(minutes=1), told=state, told_at=NOW)
        for place, state in enumerate(told, start=first)
    )


@pytest.mark.parametrize(
    ("missed", "complete", "told"),
    [(3, 2, True), (5, 0, True), (4, 0, False), (3, 3, False), (2, 3, False), (4, 3, True)],
)
def test_most_of_at_least_five_is_told(cast: Cast, missed: int, complete: int, told: bool) -> None:
    row = of_teams(cast)
    ended(cast, row, missed, complete)

    found = list(too_hard_in(cast.table.pk, NOW + HOUR))

    assert found == ([TooHard(row.key, row.name, missed, missed + complete)] if told else [])
    assert list(too_hard_in(cast.other.pk, NOW + HOUR)) == []


def test_new_terms_are_given_their_time(cast: Cast) -> None:
    row = of_teams(cast)
    ended(cast, row, 5, 0)
    promise = Promise(stay_hours=0, team_hours=48, steps=(THREE,))
    edit_campaign(campaign=row.pk, promise=promise, actor=cast.actor("alice"), now=NOW)

    assert list(too_hard_in(cast.table.pk, NOW + HOUR)) == []


def test_campaign_that_does_not_run_asks_for_nothing(cast: Cast) -> None:
    row = of_teams(cast)
    ended(cast, row, 5, 0)

    assert list(too_hard_in(cast.table.pk, NOW + 31 * DAY)) == []
    turn_campaign(campaign=row.pk, state="paused", actor=cast.actor("alice"), now=NOW)
    assert list(too_hard_in(cast.table.pk, NOW + HOUR)) == []


def test_page_and_call_tell_who_runs_campaigns(cast: Cast) -> None:
    row = of_teams(cast)
    ended(cast, row, 4, 1)
    Campaign.objects.update(starts_at=now() - DAY, ends_at=now() + DAY)
    staff = Client()
    staff.force_login(cast.accounts["alice"], backend=BACKEND)

    page = staff.get("/console/table/").content.decode()
    waiting = call("GET", "/communities/table/today", token_of(cast, "alice")).json()["waiting"]

    assert "4 of 5 teams missed their time: give more of it, or ask for fewer people" in page
    assert reverse("console:campaign_facts", args=["table", row.key]) in page
    found = [(one["number"], one["campaign"]) for one in waiting if one["cause"] == "teams"]
    assert found == [(80, row.key)]
