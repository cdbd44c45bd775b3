"""Teams on the pages of members, friends and staff, and by the API, in both languages."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from coterie.api.campaign_team_shapes import own_crew_shown
from coterie.growth.domain.participation import take_part
from coterie.growth.models import Campaign, Participant, Team
from coterie.growth.queries.team import crews_of, teams_with
from coterie.kit.clock import now
from coterie.members.models import Member
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import ZONE, Cast
from tests.growth.campaign_scenes import founds, to_write
from tests.growth.drive import DAY, after, comes, leaves, running
from tests.growth.test_team import THREE
from tests.rewards.points import giving
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
WORDS = {
    "en": (
        "1 of 3 is in", "2 more friends have to count until", "each of you gets: 50 points", "23 hours left",
        "3 of 3 are in", "Your team is complete. Each of you gets: 50 points.", "yours",
        "Your team did not come together in time: nobody gets anything for it.", "Begin another team",
    ),
    "zh-hans": (
        "已有 1 人，共需 3 人", "还差 2 位算数的朋友", "每个人得到：50 积分", "还剩 23 小时", "已有 3 人，共需 3 人",
        "你的团已成团。每个人得到：50 积分。", "你的", "你的团没有按时凑齐，大家都没有奖励。", "再开一个团",
    ),
}  # fmt: skip


def of_teams(cast: Cast, **facts: Any) -> Campaign:
    """Let a campaign of teams run now."""
    giving(cast)
    lasts = {"starts_at": now() - DAY, "ends_at": now() + 30 * DAY, "stay_hours": 0, "team_hours": 24}
    return running(cast, THREE, kind="team", **lasts | facts)


def begun(cast: Cast, row: Campaign, who: str = "dan") -> Participant:
    """Begin a team on the page."""
    visitor(cast, who).post(f"/m/table/campaigns/{row.key}/teams", {"name": "The three"})
    mine = Participant.objects.get(campaign=row, member=cast.members[who])
    mine.campaign = row
    return mine


def filled(cast: Cast, mine: Participant) -> list[Member]:
    """Let two friends come, and settle."""
    friends = [comes(cast, mine, number, now()) for number in (1, 2)]
    after(mine, now())
    return friends


def browser_of(friend: Member) -> Client:
    """Return the browser in which a friend is signed in."""
    client = Client()
    client.force_login(friend.account, backend=BACKEND)
    return client


def page(cast: Cast, row: Campaign, who: str = "dan", language: str = "en") -> str:
    """Read the page of a campaign as a member."""
    answer = visitor(cast, who).get(f"/m/table/campaigns/{row.key}", HTTP_ACCEPT_LANGUAGE=language)
    return answer.text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_page_of_a_member_says_where_the_team_stands(cast: Cast, language: str) -> None:
    cast.accounts["dan"].language = language
    cast.accounts["dan"].save()
    row = of_teams(cast)
    mine = begun(cast, row)

    def said() -> str:
        return page(cast, row, "dan", language)

    first, text = WORDS[language], said()
    assert [words for words in first[:4] if words not in text] == []
    assert "The three" in text

    filled(cast, mine)
    text = said()
    assert [words for words in first[4:7] if words not in text] == []
    assert "Friend" in text

    Team.objects.create(founder=mine, founded_at=now() - 2 * DAY)
    text = said()
    assert [words for words in first[7:] if words not in text] == []


def test_friend_sees_the_team_and_its_link(cast: Cast) -> None:
    row = of_teams(cast)
    mine = begun(cast, row)
    friend = browser_of(comes(cast, mine, 1, now()))
    after(mine, now())

    text = friend.get(f"/m/table/campaigns/{row.key}").text
    assert f"/c/table/with/{mine.key}" in text
    assert ("2 of 3 are in" in text, "Begin a team" in text, "Begin another team" in text) == (True, False, False)
    refused = friend.post(f"/m/table/campaigns/{row.key}/teams", {})
    assert (refused.status_code, "You are in a team that is still open" in refused.text) == (422, True)


def test_link_leads_into_the_team(cast: Cast) -> None:
    row = of_teams(cast)
    mine = begun(cast, row)
    text = Client().get(f"/c/table/with/{mine.key}").text
    until = date_format(teams_with(mine.member_id, row, now())[0].ends_at.astimezone(ZoneInfo(ZONE)), "DATETIME_FORMAT")
    assert (f"2 are missing in this team until {until}" in text, "each of it gets: 50 points" in text) == (True, True)

    filled(cast, mine)
    text = Client().get(f"/c/table/with/{mine.key}").text
    assert "The team of Dan is complete, or its time is over." in text


def test_link_promises_no_team_where_none_is_open(cast: Cast) -> None:
    row = of_teams(cast)
    mine = take_part(campaign=row.pk, actor=cast.actor("dan"), now=now())
    promise = "When the team is complete in time"

    none, open_one = [], []
    for pages in (none, open_one):
        text = Client().get(f"/c/table/with/{mine.key}").text
        pages += ["Dan has begun no team yet." in text, promise in text]
        begun(cast, row)
    filled(cast, begun(cast, row))
    text = Client().get(f"/c/table/with/{mine.key}").text

    assert (none, open_one, promise in text) == ([True, False], [False, True], False)


def test_founder_who_left_is_not_named_and_their_link_is_offered_no_more(cast: Cast) -> None:
    row = of_teams(cast)
    mine = begun(cast, row)
    friend = comes(cast, mine, 1, now())
    after(mine, now())

    def seen() -> tuple[list[bool], list[str], bool]:
        text = browser_of(friend).get(f"/m/table/campaigns/{row.key}").text
        [crew] = crews_of(row.community_id, teams_with(friend.pk, row, now()), friend.pk)
        shown = own_crew_shown(crew, "table")
        link = f"/c/table/with/{mine.key}"
        return (
            [words in text for words in ("<small>began it</small>", link, "Begin a team")],
            shown["names"],
            link in shown["link"],
        )

    before = seen()
    leaves(mine.member, now())

    assert before == ([True, True, False], ["Dan", "Friend"], True)
    assert seen() == ([False, False, True], ["Friend"], False)


def test_first_page_tells_that_the_team_is_complete(cast: Cast) -> None:
    row = of_teams(cast)
    filled(cast, begun(cast, row))

    text = visitor(cast, "dan").get("/m/table/").text

    assert ("Your team is complete" in text, "You got: 50 points" in text) == (True, True)


def test_staff_list_the_teams_by_state(cast: Cast) -> None:
    row = of_teams(cast)
    filled(cast, begun(cast, row))
    begun(cast, row, "nina")
    alice, here = visitor(cast, "alice"), f"/console/table/spread/campaigns/{row.key}"

    assert f"{here}/teams" in alice.get(here).text
    text = alice.get(f"{here}/teams").text
    assert [
        words for words in ("3 of 3 are in", "1 of 3 is in", "Dan, Friend", "23 hours left") if words not in text
    ] == []
    assert "3 of 3 are in" not in alice.get(f"{here}/teams?state=open").text
    assert "No such teams" in alice.get(f"{here}/teams?state=missed").text
    assert "in the team of Dan" in alice.get("/console/table/spread/rewards").text
    assert "What teams get is not in the forecast" in alice.get(f"{here}/plan").text


def test_list_of_teams_takes_the_same_number_of_queries_with_one_and_with_three(cast: Cast) -> None:
    row, counted = of_teams(cast), []
    alice, here = visitor(cast, "alice"), f"/console/table/spread/campaigns/{row.key}/teams"

    for place, who in enumerate(("dan", "nina", "paul")):
        founds(cast, row, who, place + 1)
        with CaptureQueriesContext(connection) as asked:
            text = alice.get(here).text
        counted.append((text.count("2 of 3 are in"), len(asked)))

    assert [teams for teams, _queries in counted] == [1, 2, 3]
    assert counted[0][1] == counted[2][1]


def test_form_writes_a_campaign_of_teams_with_its_preview(cast: Cast) -> None:
    alice, new = visitor(cast, "alice"), "/console/table/spread/campaigns/new"
    assert "Three in two days, each gets something" in alice.get(f"{new}?like=team").text
    written = {**to_write(None), "kind": "team", "side_1": "team", "stay_hours": "0", "team_hours": "48"}

    preview = alice.post(new, {**written, "preview": "1"}).text
    assert "When a team of 3 people is complete in time, each of them gets: A pen." in preview
    assert "A team has 2 days from the moment at which it is begun" in preview
    wrong = alice.post(new, {**written, "stay_hours": "48"})
    assert (wrong.status_code, "Nobody would count in time" in wrong.text) == (422, True)

    made = alice.post(new, written)
    assert alice.post(f"{made['Location']}/state", {"state": "running"}).status_code == 302
    row = Campaign.objects.get()
    assert (row.kind, row.terms.get().team_hours, row.state) == ("team", 48, "running")


def test_programs_begin_and_read_teams(cast: Cast) -> None:
    row, own = of_teams(cast), "/me/memberships/table/campaigns"
    begins = call("POST", f"{own}/{row.key}/teams", token_of(cast, "dan"), {"name": "The three"})
    again = call("POST", f"{own}/{row.key}/teams", token_of(cast, "dan"), {})
    mine = Participant.objects.get()
    mine.campaign = row
    filled(cast, mine)

    [team] = call("GET", f"{own}/{row.key}", token_of(cast, "dan")).json()["teams"]
    run = call("GET", f"/communities/table/campaigns/{row.key}/teams?state=complete", token_of(cast, "alice")).json()

    assert (begins.status_code, again.status_code, again.json()["code"]) == (201, 409, "in_team")
    assert (team["state"], team["inside"], team["missing"], team["mine"], team["names"]) == (
        "complete", 3, 0, True, ["Dan", "Friend", "Friend"],
    )  # fmt: skip
    assert team["link"].endswith(f"/c/table/with/{mine.key}")
    assert [(one["key"], one["participant"], one["names"]) for one in run["items"]] == [
        (team["key"], mine.key, ["Dan", "Friend 1", "Friend 2"])
    ]
    grants = call("GET", "/communities/table/campaign-rewards", token_of(cast, "alice")).json()["items"]
    assert [(one["team"], one["side"]) for one in grants] == [(team["key"], "team")] * 3
    terms = call("GET", f"/communities/table/campaigns/{row.key}", token_of(cast, "alice")).json()["terms"]
    assert (terms["team_hours"], terms["steps"][0]["side"]) == (24, "team")


def test_reward_of_a_teammate_is_a_thank_you(cast: Cast) -> None:
    row = of_teams(cast)
    mine = begun(cast, row)
    friend, _other = filled(cast, mine)

    text = browser_of(friend).get("/m/table/campaigns").text

    assert ("A thank-you to you" in text, "because you came by Dan and stayed" in text) == (True, True)
    assert row.name in text
