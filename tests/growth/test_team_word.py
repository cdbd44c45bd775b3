"""The word to who was in a team that missed its time: once each, by day, true when it is said, with what comes next."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from coterie.growth.domain.campaign import turn_campaign
from coterie.growth.domain.review import review_friend
from coterie.growth.domain.settling import settle, settle_due
from coterie.growth.domain.team import found_team
from coterie.growth.domain.team_word import FRESH, by_day, give_words_due
from coterie.growth.enums import TeamStanding
from coterie.growth.models import Campaign, Participant, Team, TeamWord
from coterie.growth.queries.news import news_of
from coterie.kit.clock import now
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.models import LetterWish, Member
from coterie.reach.domain.digest import brought_line
from coterie.web.sign_in.session import BACKEND
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, leaves
from tests.growth.ring import three_of_one_browser
from tests.growth.test_team import ALL_OF_IT, BEGUN, founds, gets, of_teams, told
from tests.rewards.points import SYSTEM

pytestmark = pytest.mark.django_db
OVER = BEGUN + 24 * HOUR + timedelta(seconds=1)
"""When the time of a team is over: nine in the evening by the community's clock."""


def wishes(cast: Cast, who: str = "dan", **wish: Any) -> None:
    """Let somebody wish to be called by letter."""
    facts = {"digest": "", "calls": True, **wish}
    wish_for_letters(member=cast.members[who].pk, actor=cast.actor(who), now=NOW, **facts)


def missed(cast: Cast, row: Campaign, at: datetime = BEGUN) -> tuple[Participant, Member]:
    """Let dan found a team, one friend count in it, and its time pass."""
    dan = founds(cast, row, now=at)
    friend = comes(cast, dan, 1, at + HOUR)
    after(dan, at + HOUR)
    settle_due(actor=SYSTEM, now=at + 24 * HOUR + timedelta(seconds=1))
    return dan, friend


def given(at: datetime) -> int:
    return give_words_due(actor=SYSTEM, now=at)


def test_everybody_in_it_hears_once(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    row = of_teams(cast)
    wishes(cast)
    dan, friend = missed(cast, row)

    wrote = [given(OVER + minutes * timedelta(minutes=1)) for minutes in range(3)]
    after(dan, OVER + 2 * HOUR)
    wrote.append(given(OVER + 3 * HOUR))

    assert wrote == [1, 0, 0, 0]
    assert told(row) == ["team_founded", "team_missed"]
    words = TeamWord.objects.order_by("member").values_list("member", "letter", "given_at")
    assert list(words) == [(dan.member_id, True, OVER), (friend.pk, False, OVER)]
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["dan@example.org"], "Not complete in time: your team in Bring a friend")
    assert "2 of 3 were in it at" in letter.body
    assert "9 p.m. (Asia/Shanghai). Nobody gets anything" in letter.body
    assert "You can begin another one, with new friends, until" in letter.body
    assert f"/m/table/campaigns/{row.key}" in letter.body
    assert "List-Unsubscribe" in letter.extra_headers


def test_letter_is_in_the_language_of_who_reads_it(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    wishes(cast)
    row = of_teams(cast)
    missed(cast, row)
    cast.accounts["dan"].language = "zh-hans"
    cast.accounts["dan"].save()

    given(OVER)

    assert mailoutbox[0].subject == "没有按时成团：你在 Bring a friend 中的团"


def test_without_letters_it_is_read_on_the_first_page_and_in_the_digest(cast: Cast) -> None:
    row = of_teams(cast)
    wishes(cast)
    dan, friend = missed(cast, row)
    given(OVER)

    page = [news_of(one, BEGUN, OVER) for one in (dan.member_id, friend.pk)]
    digest = [news_of(one, BEGUN, OVER, letters=False) for one in (dan.member_id, friend.pk)]

    assert [[one.team for one in news] for news in page] == [["missed"], ["missed"]]
    assert [[one.team for one in news] for news in digest] == [[""], ["missed"]]
    assert "Your team did not come together in time." in brought_line(digest[1][0], "")
    assert news_of(friend.pk, OVER, OVER + DAY) == []


def test_nobody_is_written_to_by_night(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    row = of_teams(cast)
    wishes(cast)
    missed(cast, row, BEGUN + 2 * HOUR)
    morning = datetime(2026, 3, 4, 0, tzinfo=UTC)

    by_night = [given(morning - left) for left in (8 * HOUR, timedelta(seconds=1))]

    assert (by_night, len(mailoutbox)) == ([0, 0], 0)
    assert (given(morning), len(mailoutbox)) == (1, 1)


def test_day_is_from_eight_to_ten_by_the_clock_of_the_community() -> None:
    day = datetime(2026, 3, 28, tzinfo=UTC)

    found = [by_day(day + hours * HOUR, "Europe/Berlin") - day for hours in (6, 7, 20, 21, 31, 45)]

    assert found == [7 * HOUR, 7 * HOUR, 20 * HOUR, 30 * HOUR, 31 * HOUR, 54 * HOUR]


def test_complete_by_facts_that_came_by_the_morning_is_not_called_missed(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    row = of_teams(cast)
    wishes(cast)
    at = BEGUN + 2 * HOUR
    dan, friend = missed(cast, row, at)
    comes(cast, dan, 2, at + 23 * HOUR)
    after(dan, at + 26 * HOUR)

    given(at + 2 * DAY)

    assert (gets(row), mailoutbox, TeamWord.objects.count()) == (ALL_OF_IT, [], 0)
    assert [one.team for one in news_of(friend.pk, BEGUN, at + 2 * DAY)] == ["complete"]


def test_complete_by_facts_that_came_after_the_word_is_rewarded_and_no_word_is_given_again(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    row = of_teams(cast)
    wishes(cast)
    dan, friend = missed(cast, row)
    given(OVER)
    second = comes(cast, dan, 2, BEGUN + 23 * HOUR)
    after(dan, OVER + HOUR)
    assert gets(row) == ALL_OF_IT
    assert [one.team for one in news_of(friend.pk, BEGUN, OVER + HOUR)] == ["complete"]

    word: dict[str, Any] = {"may_count": False, "why": "Dan himself", "actor": cast.actor("alice")}
    review_friend(campaign=row.pk, member=second.pk, now=OVER + 2 * HOUR, **word)
    after(dan, OVER + 3 * HOUR)
    given(OVER + DAY)

    assert told(row) == ["team_founded", "team_missed", "team_completed", "team_missed"]
    assert (len(mailoutbox), TeamWord.objects.count()) == (1, 2)


def test_who_turns_out_later_to_have_been_in_it_hears_then(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=1, team_hours=23)
    dan = founds(cast, row)
    three_of_one_browser(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + 24 * HOUR)
    given(BEGUN + 24 * HOUR)
    assert list(TeamWord.objects.values_list("member", flat=True)) == [dan.member_id]

    held = row.holds.get().member_id
    word: dict[str, Any] = {"may_count": True, "why": "I know them", "actor": cast.actor("alice")}
    review_friend(campaign=row.pk, member=held, now=BEGUN + 25 * HOUR, **word)
    after(dan, BEGUN + 36 * HOUR)
    given(BEGUN + 36 * HOUR)

    given_at = TeamWord.objects.order_by("given_at").values_list("member", "given_at")
    assert list(given_at) == [(dan.member_id, BEGUN + 24 * HOUR), (held, BEGUN + 36 * HOUR)]


def test_who_left_hears_nothing(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    row = of_teams(cast)
    wishes(cast)
    dan, _friend = missed(cast, row)
    leaves(dan.member, OVER)

    given(OVER)

    assert (mailoutbox, TeamWord.objects.filter(member=dan.member_id).count()) == ([], 0)


def test_what_was_missed_long_ago_is_no_news(cast: Cast) -> None:
    row = of_teams(cast)
    dan, _friend = missed(cast, row)
    TeamWord.objects.all().delete()

    settle(participant=dan.pk, actor=SYSTEM, now=OVER + FRESH + HOUR)
    assert TeamWord.objects.count() == 0

    settle(participant=dan.pk, actor=SYSTEM, now=OVER + FRESH - HOUR)
    assert TeamWord.objects.count() == 2


@pytest.mark.parametrize("why", ["ended", "paused", "in another"])
def test_letter_promises_no_other_team_to_who_cannot_begin_one(
    cast: Cast, mailoutbox: list[EmailMessage], why: str
) -> None:
    row = of_teams(cast)
    wishes(cast)
    missed(cast, row)
    if why == "in another":
        found_team(campaign=row.pk, actor=cast.actor("dan"), now=OVER)
    else:
        turn_campaign(campaign=row.pk, state=why, actor=cast.actor("alice"), now=OVER)

    given(OVER)

    assert "did not come together in time" in mailoutbox[0].body
    assert "another one" not in mailoutbox[0].body


def test_first_page_says_it(cast: Cast) -> None:
    row = of_teams(cast)
    _dan, friend = missed(cast, row)
    TeamWord.objects.update(given_at=now())
    client = Client()
    client.force_login(friend.account, backend=BACKEND)

    page = client.get("/m/table/").content.decode()

    assert "Your team did not come together in time" in page
    assert "While the campaign runs you can begin another one, with new friends." in page
    Team.objects.update(told=TeamStanding.COMPLETE)
    assert "Your team did not" not in client.get("/m/table/").content.decode()


def test_who_ended_their_letters_gets_none(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    row = of_teams(cast)
    wishes(cast)
    missed(cast, row)
    LetterWish.objects.update(calls=False)

    assert (given(OVER), mailoutbox) == (0, [])
