"""Teams: complete in time or not, each of them rewarded once, whatever comes late, leaves, or is held."""

from datetime import timedelta
from typing import Any

import pytest

from coterie.growth.domain.campaign import clone_campaign, edit_campaign, turn_campaign
from coterie.growth.domain.review import review_friend
from coterie.growth.domain.settling import settle_due
from coterie.growth.domain.team import found_team
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.errors import InTeam, NotRunning, PolicyBroken
from coterie.growth.models import Campaign, Participant, RewardGrant, Team
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.ledger import friends_of
from coterie.growth.queries.news import news_of
from coterie.growth.queries.team import TeamSeen, coming_into, teams_of, teams_run_by, teams_with
from coterie.growth.queries.words import promises_said, rules_said
from coterie.growth.rules.referral import Turn
from coterie.growth.rules.team import Span
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.audit import faults
from coterie.reach.domain.digest import brought_line
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, POINTS, after, comes, joins, leaves, looks, running, seated_host
from tests.growth.ring import three_of_one_browser
from tests.rewards.points import SYSTEM, giving

pytestmark = pytest.mark.django_db
THREE = Step(at=3, side="team", kind="points", points=50, cost=100)
PEN = Step(at=3, side="team", kind="thing", thing="A pen", cost=100)
BEGUN = NOW + HOUR


def of_teams(cast: Cast, *steps: Step, **facts: Any) -> Campaign:
    """Let a campaign of teams run in which a friend counts at once and a team has a day."""
    giving(cast)
    return running(cast, *(steps or (THREE,)), kind="team", **{"stay_hours": 0, "team_hours": 24, **facts})


def founds(cast: Cast, row: Campaign, who: str = "dan", now: Any = BEGUN, name: str = "") -> Participant:
    """Let somebody found a team."""
    mine = found_team(campaign=row.pk, name=name, actor=cast.actor(who), now=now).founder
    mine.campaign = row
    return mine


def team(who: Participant, at: Any) -> TeamSeen:
    """Return the latest team that somebody founded."""
    return teams_of(who, friends_of(who, at), at)[-1]


def gets(row: Campaign) -> list[tuple[str, str]]:
    """Return who got something as one of a team, and where it is."""
    rows = RewardGrant.objects.filter(campaign=row, team__isnull=False).order_by("pk")
    return list(rows.values_list("member__name", "state"))


def told(row: Campaign) -> list[str]:
    """Return what was told of teams."""
    rows = LoggedEvent.objects.filter(campaign=row.pk, kind__startswith="team_")
    return list(rows.order_by("id").values_list("kind", flat=True))


ALL_OF_IT = [("Dan", "delivered"), ("Friend 1", "delivered"), ("Friend 2", "delivered")]


def test_team_complete_in_time_rewards_each_of_it_once(cast: Cast) -> None:
    seated_host(cast)
    row = of_teams(cast, group=cast.group.key, celebrate=True)
    dan = founds(cast, row, name=" The three ")
    comes(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + HOUR)
    assert (team(dan, BEGUN + HOUR).missing, team(dan, BEGUN + HOUR).hours_left, gets(row)) == (1, 23, [])

    comes(cast, dan, 2, BEGUN + 2 * HOUR)
    comes(cast, dan, 3, BEGUN + 2 * HOUR)
    for _time in range(3):
        after(dan, BEGUN + 30 * HOUR)

    found = team(dan, BEGUN + 30 * HOUR)
    assert (found.name, found.state, found.inside, found.gathered.complete_at) == (
        "The three", "complete", 3, BEGUN + 2 * HOUR,
    )  # fmt: skip
    assert (gets(row), spent(row), faults()) == (ALL_OF_IT, 300, [])
    assert told(row) == ["team_founded", "team_completed"]
    assert list(Message.objects.values_list("text", flat=True)) == ["🎉 The team of Dan is complete: 3 people"]


def test_team_that_misses_its_time_gets_nothing_and_its_people_begin_again(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    first = comes(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + HOUR)
    with pytest.raises(InTeam):
        founds(cast, row, now=BEGUN + 2 * HOUR)
    with pytest.raises(InTeam):
        found_team(campaign=row.pk, actor=Actor(account=first.account_id), now=BEGUN + 2 * HOUR)
    assert settle_due(actor=SYSTEM, now=BEGUN + 24 * HOUR + timedelta(seconds=1)) == 1
    assert (told(row), team(dan, BEGUN + 25 * HOUR).state) == (["team_founded", "team_missed"], "missed")

    again = BEGUN + 26 * HOUR
    founds(cast, row, now=again)
    found_team(campaign=row.pk, actor=Actor(account=first.account_id), now=again)
    for number in (2, 3):
        comes(cast, dan, number, again + HOUR)
    after(dan, again + 2 * HOUR)

    assert [name for name, _state in gets(row)] == ["Dan", "Friend 2", "Friend 3"]
    assert [one.state for one in teams_of(dan, friends_of(dan, again + 2 * HOUR), again + 2 * HOUR)] == [
        "missed", "complete",
    ]  # fmt: skip


def test_founder_of_a_complete_team_may_complete_another(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    for number, hour in ((1, 1), (2, 2)):
        comes(cast, dan, number, BEGUN + hour * HOUR)
    after(dan, BEGUN + 2 * HOUR)

    founds(cast, row, now=BEGUN + 2 * HOUR)
    for number in (3, 4):
        comes(cast, dan, number, BEGUN + 3 * HOUR)
    after(dan, BEGUN + 4 * HOUR)

    assert [name for name, _state in gets(row)] == ["Dan", "Friend 1", "Friend 2", "Dan", "Friend 3", "Friend 4"]


def test_who_leaves_before_leaves_an_empty_place(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    leaves(comes(cast, dan, 1, BEGUN + HOUR), BEGUN + 2 * HOUR)
    comes(cast, dan, 2, BEGUN + 3 * HOUR)
    after(dan, BEGUN + 4 * HOUR)
    assert (gets(row), team(dan, BEGUN + 4 * HOUR).missing) == ([], 1)

    comes(cast, dan, 3, BEGUN + 5 * HOUR)
    after(dan, BEGUN + 6 * HOUR)

    assert [name for name, _state in gets(row)] == ["Dan", "Friend 2", "Friend 3"]


def test_who_counts_for_good_and_leaves_before_leaves_an_empty_place_too(cast: Cast) -> None:
    row = of_teams(cast, back_days=1, team_hours=120)
    dan = founds(cast, row)
    leaves(comes(cast, dan, 1, BEGUN + HOUR), BEGUN + 2 * DAY)
    comes(cast, dan, 2, BEGUN + 3 * DAY)
    assert (after(dan, BEGUN + 3 * DAY), gets(row)) == (["counts", "counts"], [])

    comes(cast, dan, 3, BEGUN + 4 * DAY)
    after(dan, BEGUN + 4 * DAY)

    assert [name for name, _state in gets(row)] == ["Dan", "Friend 2", "Friend 3"]


def test_who_leaves_afterwards_loses_their_own_reward_alone(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    _first, second = [comes(cast, dan, number, BEGUN + HOUR) for number in (1, 2)]
    after(dan, BEGUN + 2 * HOUR)

    leaves(second, BEGUN + DAY)
    after(dan, BEGUN + 2 * DAY)

    assert gets(row) == [*ALL_OF_IT[:2], ("Friend 2", "clawed_back")]
    assert (team(dan, BEGUN + 2 * DAY).state, spent(row), faults()) == ("complete", 200, [])
    leaver = RewardGrant.objects.get(member=second)
    assert LoggedEvent.objects.filter(kind="reward_clawed_back", subject=leaver.pk).count() == 1


def test_friend_refused_by_a_host_takes_the_team_with_them(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    first, _second = (comes(cast, dan, number, BEGUN + HOUR) for number in (1, 2))
    after(dan, BEGUN + 2 * HOUR)
    word: dict[str, Any] = {"campaign": row.pk, "member": first.pk, "why": "Dan himself", "actor": cast.actor("alice")}

    review_friend(may_count=False, now=BEGUN + 3 * HOUR, **word)
    after(dan, BEGUN + 2 * DAY)
    assert ({state for _name, state in gets(row)}, team(dan, BEGUN + 2 * DAY).state) == ({"clawed_back"}, "missed")
    assert (spent(row), faults()) == (0, [])

    review_friend(may_count=True, now=BEGUN + 3 * DAY, **word)
    after(dan, BEGUN + 4 * DAY)
    assert (gets(row), RewardGrant.objects.count()) == (ALL_OF_IT, 3)


def test_held_friend_completes_no_team_until_let_through(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=1)
    dan = founds(cast, row)
    three_of_one_browser(cast, dan, 1, BEGUN + HOUR)
    comes(cast, dan, 2, BEGUN + 3 * HOUR)
    after(dan, BEGUN + 25 * HOUR)
    assert (gets(row), told(row)) == ([], ["team_founded", "team_missed"])

    word: dict[str, Any] = {"may_count": True, "why": "I know them", "actor": cast.actor("alice")}
    review_friend(campaign=row.pk, member=row.holds.get().member_id, now=BEGUN + 26 * HOUR, **word)
    after(dan, BEGUN + 27 * HOUR)

    assert (gets(row), told(row)[-1]) == (ALL_OF_IT, "team_completed")
    assert team(dan, BEGUN + 27 * HOUR).gathered.complete_at == BEGUN + 4 * HOUR


def test_flag_that_is_heard_late_takes_nothing_back_but_from_who_left(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=1)
    dan = founds(cast, row)
    _first, second = (comes(cast, dan, number, BEGUN + number * HOUR) for number in (1, 2))
    after(dan, BEGUN + 4 * HOUR)
    for place in (1, 2):
        joins(cast, 1, BEGUN + HOUR + place * timedelta(minutes=5))

    after(dan, BEGUN + 5 * HOUR)
    assert (row.holds.count(), team(dan, BEGUN + 5 * HOUR).inside, gets(row)) == (1, 2, ALL_OF_IT)

    leaves(second, BEGUN + 6 * HOUR)
    after(dan, BEGUN + 7 * HOUR)
    assert [state for _name, state in gets(row)] == ["delivered", "delivered", "clawed_back"]


def test_what_is_heard_late_counts_as_of_when_it_happened(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    comes(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + 2 * HOUR)
    comes(cast, dan, 2, BEGUN + 23 * HOUR)
    assert settle_due(actor=SYSTEM, now=BEGUN + 25 * HOUR) == 1
    assert told(row)[-1] == "team_missed"

    after(dan, BEGUN + 26 * HOUR)

    assert (gets(row), told(row)[-1]) == (ALL_OF_IT, "team_completed")


def test_who_founded_before_counting_is_in_their_own_team_alone(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=2)
    dan = founds(cast, row, now=NOW + 10 * HOUR)
    looks(dan, 1, BEGUN)
    first = joins(cast, 1, BEGUN)
    found_team(campaign=row.pk, actor=Actor(account=first.account_id), now=BEGUN + HOUR)
    after(dan, BEGUN + 11 * HOUR)

    assert team(dan, BEGUN + 11 * HOUR).inside == 1
    assert [one.row.founder.member_id for one in teams_with(first.pk, row, BEGUN + 11 * HOUR)] == [first.pk]


def test_budget_and_stock_are_not_exceeded_by_a_team(cast: Cast) -> None:
    row = of_teams(cast, PEN, budget=200)
    dan = founds(cast, row)
    for number in (1, 2):
        comes(cast, dan, number, BEGUN + HOUR)
    after(dan, BEGUN + 2 * HOUR)
    assert (gets(row), spent(row)) == ([("Dan", "approved"), ("Friend 1", "approved")], 200)

    edit_campaign(campaign=row.pk, budget=300, actor=cast.actor("alice"), now=BEGUN + 3 * HOUR)
    after(dan, BEGUN + 4 * HOUR)
    assert (len(gets(row)), spent(row)) == (3, 300)


def test_paused_campaign_gives_nothing_and_no_team_begins(cast: Cast) -> None:
    row, by = of_teams(cast), {"actor": cast.actor("alice"), "now": BEGUN + HOUR}
    dan = founds(cast, row)
    for number in (1, 2):
        comes(cast, dan, number, BEGUN + HOUR)
    turn_campaign(campaign=row.pk, state="paused", **by)
    after(dan, BEGUN + 2 * HOUR)
    assert gets(row) == []
    with pytest.raises(NotRunning):
        founds(cast, row, "nina", BEGUN + 2 * HOUR)

    turn_campaign(campaign=row.pk, state="running", **by)
    after(dan, BEGUN + 3 * HOUR)
    assert gets(row) == ALL_OF_IT


def test_team_ends_with_a_campaign_that_ends_sooner(cast: Cast) -> None:
    row = of_teams(cast, team_hours=None)
    dan = founds(cast, row)
    assert team(dan, BEGUN + DAY).ends_at == NOW + 30 * DAY

    turn_campaign(campaign=row.pk, state="ended", actor=cast.actor("alice"), now=NOW + 3 * DAY)
    settle_due(actor=SYSTEM, now=NOW + 4 * DAY)

    assert told(row) == ["team_founded", "team_missed"]
    assert settle_due(actor=SYSTEM, now=NOW + 4 * DAY) == 0


def test_news_says_to_each_of_it_that_the_team_is_complete(cast: Cast) -> None:
    row = of_teams(cast, PEN)
    dan = founds(cast, row)
    people = [comes(cast, dan, number, BEGUN + HOUR) for number in (1, 2, 3)]
    after(dan, BEGUN + 2 * HOUR)

    said = [news_of(one, BEGUN, BEGUN + DAY) for one in (dan.member_id, *(one.pk for one in people))]

    assert [[(news.name, news.team) for news in one] for one in said] == [
        [("Bring a friend", "complete")], [("Bring a friend", "complete")], [("Bring a friend", "complete")], [],
    ]  # fmt: skip
    assert brought_line(said[1][0], "").startswith("Bring a friend: Your team is complete.")


def test_staff_see_the_teams_of_a_campaign_by_state(cast: Cast) -> None:
    row, at = of_teams(cast), BEGUN + 3 * HOUR
    dan, nina = founds(cast, row), founds(cast, row, "nina", BEGUN + HOUR)
    for number in (1, 2):
        comes(cast, dan, number, BEGUN + 2 * HOUR)
    after(dan, at)
    seen = [(one.row.founder_id, str(one.state), one.inside) for one in teams_run_by(cast.actor("alice"), row, at)]

    assert seen == [(nina.pk, "open", 1), (dan.pk, "complete", 3)]
    assert [one.row.founder_id for one in teams_run_by(cast.actor("alice"), row, at, "open")] == [nina.pk]


def test_terms_of_teams_are_bounded(cast: Cast) -> None:
    for step, facts, words in (
        (Step(at=1, side="team", kind="thing", thing="A pen"), {}, "from 2 to 20"),
        (Step(at=21, side="team", kind="thing", thing="A pen"), {}, "from 2 to 20"),
        (PEN, {"team_hours": 721}, "from 1 to 720"),
        (PEN, {"team_hours": 0}, "from 1 to 720"),
        (PEN, {"stay_hours": 24}, "in time"),
        (Step(at=3, side="team", kind="envelope", points=9), {}, "red envelope"),
    ):
        with pytest.raises(Invalid, match=words):
            of_teams(cast, step, **facts)
    with pytest.raises(Invalid, match="one thing"):
        of_teams(cast, PEN, Step(at=5, side="team", kind="thing", thing="A cup"))
    with pytest.raises(Invalid, match="for teams alone"):
        running(cast, POINTS, PEN)
    with pytest.raises(Invalid, match="for teams alone"):
        running(cast, POINTS, team_hours=5)
    with pytest.raises(Conflict, match="each of a team"):
        of_teams(cast, POINTS)
    with pytest.raises(Conflict, match="no teams"):
        founds(cast, running(cast, POINTS))
    assert Team.objects.count() == 0


def test_law_and_copies_and_versions_hold_for_teams(cast: Cast) -> None:
    row, by = of_teams(cast), {"actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(PolicyBroken):
        of_teams(cast, PEN, back_days=0)
    copied = clone_campaign(campaign=row.pk, name="Again", starts_at=NOW, ends_at=NOW + DAY, **by)
    assert Promise.of(copied.terms.get()) == Promise.of(row.terms.get())

    dan = founds(cast, row)
    changed = Promise(stay_hours=0, team_hours=2, steps=(THREE,))
    edit_campaign(campaign=row.pk, promise=changed, **by)
    nina = founds(cast, row, "nina")

    assert [team(who, BEGUN).ends_at - BEGUN for who in (dan, nina)] == [24 * HOUR, 2 * HOUR]


def test_rules_say_what_a_team_is(cast: Cast) -> None:
    terms = of_teams(cast).terms.get()
    steps = list(terms.milestones.all())

    assert promises_said(steps) == ["When a team of 3 people is complete in time, each of them gets: 50 points."]
    assert rules_said(terms, steps)[0].startswith("A team has 1 day from the moment at which it is begun")


def test_rules_of_teams_alone_say_nothing_of_milestones_of_ones_own(cast: Cast) -> None:
    seated_host(cast)
    facts: dict[str, Any] = {"celebrate": True, "group": cast.group.key}
    alone, beside = (of_teams(cast, *steps, **facts).terms.get() for steps in ((THREE,), (THREE, POINTS)))
    said = ["loses their own reward alone", "what it brought is taken back.", "When you reach a milestone"]

    found = [
        [
            any(words in rule for rule in rules_said(terms, terms.milestones.all()) if "refuse" not in rule)
            for words in said
        ]
        for terms in (alone, beside)
    ]

    assert found == [[True, False, False], [True, True, True]]


def test_friend_who_cannot_count_in_time_is_in_no_team_and_begins_one(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=2, team_hours=3)
    dan = founds(cast, row)
    early, late = (comes(cast, dan, number, BEGUN + hours * HOUR) for number, hours in ((1, 1), (2, 2)))
    after(dan, BEGUN + 2 * HOUR)

    assert team(dan, BEGUN + 2 * HOUR).coming == [early.pk]
    with pytest.raises(InTeam):
        found_team(campaign=row.pk, actor=Actor(account=early.account_id), now=BEGUN + 2 * HOUR)
    assert found_team(campaign=row.pk, actor=Actor(account=late.account_id), now=BEGUN + 2 * HOUR).pk


def test_friend_who_counted_before_the_team_is_not_coming_into_it(cast: Cast) -> None:
    row = of_teams(cast, buy=True)
    dan = founds(cast, row)
    friend = comes(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + HOUR)
    [seen] = friends_of(dan, BEGUN + HOUR)

    before = coming_into(Span(BEGUN, BEGUN + DAY), [seen], {})
    seen.turns = [Turn(BEGUN, "qualified"), Turn(BEGUN + HOUR, "revoked")]

    assert (before, coming_into(Span(BEGUN, BEGUN + DAY), [seen], {})) == ([friend.pk], [])


def test_team_whose_founder_left_keeps_nobody_from_another(cast: Cast) -> None:
    row = of_teams(cast)
    dan = founds(cast, row)
    friend = comes(cast, dan, 1, BEGUN + HOUR)
    after(dan, BEGUN + HOUR)

    leaves(dan.member, BEGUN + 2 * HOUR)
    found_team(campaign=row.pk, actor=Actor(account=friend.account_id), now=BEGUN + 3 * HOUR)

    found = teams_with(friend.pk, row, BEGUN + 3 * HOUR)
    assert [(one.row.founder_id == dan.pk, one.is_open, one.invites) for one in found] == [
        (False, True, True), (True, True, False),
    ]  # fmt: skip
