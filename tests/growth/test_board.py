"""Who leads in a campaign: the ledger is read of those who are shown, whoever else takes part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coterie.growth.domain.terms import Step
from coterie.growth.models import Campaign, Participant
from coterie.growth.queries.board import Rival, board_for
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.progress import progress_of
from coterie.growth.queries.tally import places_in
from coterie.members.domain.member import admit_member
from coterie.members.models import Member
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, leaves, looks, running
from tests.migrations import back_at
from tests.rewards.points import SYSTEM, hear
from tests.web.visit import visitor

LATE = NOW + 29 * DAY
PEN = Step(at=1, kind="thing", thing="A pen", cost=100)


@pytest.fixture
def row(cast: Cast) -> Campaign:
    return running(cast, PEN)


def crowd(cast: Cast, row: Campaign, *brought: int) -> list[Participant]:
    """Let people take part, and bring so many friends each, one every few minutes; all is settled."""
    parts = [part_of(cast, row, place) for place in range(len(brought))]
    browser = 1_000 * parts[0].pk
    for who, number in zip(parts, brought, strict=True):
        for _friend in range(number):
            browser += 1
            comes(cast, who, browser, NOW + DAY + browser % 1_000 * HOUR / 20)
    for who in parts:
        after(who, LATE)
    return parts


def part_of(cast: Cast, row: Campaign, place: int) -> Participant:
    """Let somebody new take part, each an hour after the other."""
    facts = {"community": cast.table.pk, "account": None, "name": f"Inviter {row.pk}-{place:02}"}
    member = admit_member(**facts, actor=SYSTEM, now=NOW)
    began = NOW + place * HOUR / 100
    return Participant.objects.create(campaign=row, member=member, terms=row.terms.get(), began_at=began)


def shown(board: list[Rival]) -> list[tuple[int, int]]:
    return [(one.place, one.friends) for one in board]


def board_of(who: Participant) -> list[Rival]:
    """Return the board as somebody sees it late."""
    return board_for(who, progress_of(who, LATE).counting)


def test_ten_are_shown_and_oneself(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, *range(1, 13))

    seen = [shown(board_of(parts[place])) for place in (11, 1, 0)]

    first = [(place, 13 - place) for place in range(1, 11)]
    assert seen == [first, [*first, (11, 2)], [*first, (12, 1)]]


def test_equal_numbers_share_a_place(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, 2, 2, 1, *[0] * 12)

    assert shown(board_of(parts[1])) == [(1, 2), (1, 2), (3, 1)]
    assert shown(board_of(parts[14])) == [(1, 2), (1, 2), (3, 1), (4, 0)]


def test_ones_own_number_is_that_of_the_moment(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, 1, *[2] * 10, 3)
    for number in range(4):
        comes(cast, parts[0], number + 1, NOW + 20 * DAY + number * HOUR)
    hear("growth.referrals", now=LATE)

    mine, others = board_of(parts[0]), board_of(parts[11])

    assert shown(mine)[:3] == [(1, 5), (2, 3), (3, 2)]
    assert [one.place for one in mine if one.mine] == [1]
    assert shown(others)[:2] == [(1, 3), (2, 2)]
    after(parts[0], LATE)
    assert shown(board_of(parts[11]))[:2] == [(1, 5), (2, 3)]


def test_who_left_stands_on_no_board(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, 1, *[2] * 11, 3)
    Member.objects.filter(pk=parts[12].member_id).update(state="left")

    assert shown(board_of(parts[0])) == [*[(1, 2)] * 10, (12, 1)]


def test_what_is_kept_is_what_the_ledger_says(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, 3, 2, 1)
    leaves(Member.objects.filter(name__startswith="Friend").earliest("pk"), NOW + 3 * DAY)
    looks(parts[1], 7, LATE)
    looks(parts[2], 7, LATE)
    for who in parts:
        after(who, LATE)

    friends = friends_in(row, LATE)

    brought = [[one for one in friends if one.participant == who.pk] for who in parts]
    kept = [(place.counting, place.joined, place.looked) for place in places_in(cast.actor("alice"), row)]
    assert kept == [
        (sum(one.standing == "counts" for one in own), sum(one.member is not None for one in own), len(own))
        for own in brought
    ]
    assert kept == [(2, 3, 3), (2, 2, 3), (1, 1, 1)]


def test_a_board_costs_as_much_whoever_takes_part(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, *range(12, 0, -1))

    costs = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            board_for(parts[11], 1)
            places_in(cast.actor("alice"), row)[:5]
        costs.append(len(asked))
        crowd(cast, row, *[1] * 12)

    assert costs[0] == costs[1] <= 5


def test_staff_read_who_takes_part_page_by_page(cast: Cast, row: Campaign) -> None:
    parts = crowd(cast, row, *range(12), *[0] * 45)
    place = f"/communities/table/campaigns/{row.key}/participants"
    people = reverse("console:campaign_people", args=["table", row.key])

    first = call("GET", f"{place}?limit=5", token_of(cast, "alice")).json()
    rest = call("GET", f"{place}?limit=200&cursor={first['next']}", token_of(cast, "alice")).json()
    pages = [visitor(cast, "alice").get(f"{people}?page={page}") for page in (1, 2)]

    assert [one["counting"] for one in first["items"]] == [11, 10, 9, 8, 7]
    assert [one["counting"] for one in rest["items"]] == [6, 5, 4, 3, 2, 1, *[0] * 46]
    assert {one["key"] for one in (*first["items"], *rest["items"])} == {one.key for one in parts}
    assert [page.context["rows"].paginator.count for page in pages] == [57, 57]
    assert [one.counting for one in pages[0].context["rows"]][:3] == [11, 10, 9]
    assert len(pages[0].context["rows"]) + len(pages[1].context["rows"]) == 57


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_who_took_part_before_is_looked_at_again(cast: Cast) -> None:
    row = running(cast, PEN)
    parts = crowd(cast, row, 2, 0)
    with back_at(("growth", "0009_team_words")):
        pass

    due = Participant.objects.filter(due_at__lte=LATE).values_list("pk", flat=True)

    assert list(due) == [parts[0].pk]
    after(parts[0], LATE)
    assert Participant.objects.get(pk=parts[0].pk).counting == 2
