"""Teams at once: the last place, completion and founding are given once; without the lock they are not."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from coterie.growth.domain import settling
from coterie.growth.domain import team as teams
from coterie.growth.domain.settling import settle
from coterie.growth.domain.team import found_team
from coterie.growth.domain.terms import Step
from coterie.growth.errors import InTeam
from coterie.growth.models import Campaign, Participant, ReferralRecord, RewardGrant, Team
from coterie.growth.queries.campaigns import spent
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.audit import faults
from tests.cast import NOW, Cast, call_cast
from tests.growth.drive import HOUR, running
from tests.joining.doors import in_thread
from tests.rewards.points import SYSTEM

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEN = Step(at=3, side="team", kind="thing", thing="A pen", cost=100)
LATER = NOW + 5 * HOUR


def crowd(cast: Cast, row: Campaign, founders: int, friends: int = 4) -> list[int]:
    """Let so many found a team each, and friends begin to count at one moment, more than there are places."""
    terms, found = row.terms.get(), []
    for place in range(founders):
        first = 100 * (place + 1)
        people = Member.objects.bulk_create(
            Member(community=cast.table, number=first + n, name=f"P{n}", joined_at=NOW) for n in range(friends + 1)
        )
        founder = Participant.objects.create(campaign=row, member=people[0], terms=terms, began_at=NOW)
        Team.objects.create(founder=founder, founded_at=NOW)
        for number, friend in enumerate(people[1:], start=first):
            known = {"campaign": row, "at": NOW + HOUR, "visitor": number}
            ReferralRecord.objects.create(kind="scanned", participant=founder, **known)
            ReferralRecord.objects.create(kind="joined", member=friend, event=number, **known)
            spoke = {"campaign": row, "at": NOW + 2 * HOUR, "member": friend, "event": 50_000 + number}
            ReferralRecord.objects.create(kind="spoke", **spoke)
        found.append(founder.pk)
    return found


def at_once(work: Any, those: list[Any]) -> None:
    """Do something with each of those at the same moment."""
    with ThreadPoolExecutor(len(those)) as pool:
        list(pool.map(lambda one: in_thread(work, one), those))


def settled(number: int) -> None:
    settle(participant=number, actor=SYSTEM, now=LATER)


def teams_in(cast: Cast, **facts: Any) -> Campaign:
    """Let a campaign of teams run in which a friend has to speak."""
    return running(cast, PEN, kind="team", **{"stay_hours": 1, "speak": True, "team_hours": 24, **facts})


def test_last_place_and_completion_are_given_once() -> None:
    cast = call_cast()
    row = teams_in(cast)
    [founder] = crowd(cast, row, 1)

    at_once(settled, [founder] * 16)

    told = LoggedEvent.objects.filter(kind="team_completed")
    assert (RewardGrant.objects.count(), told.count(), spent(row)) == (3, 1, 300)


def test_teams_complete_at_once_stay_within_the_budget() -> None:
    cast = call_cast()
    row = teams_in(cast, budget=1_400)
    founders = crowd(cast, row, 8)

    at_once(settled, founders * 2)

    assert (RewardGrant.objects.count(), spent(row), faults()) == (14, 1_400, [])


def test_founding_many_times_at_once_is_one_team() -> None:
    cast = call_cast()
    row, refused = teams_in(cast), []

    def found(place: int) -> None:
        try:
            found_team(campaign=row.pk, actor=cast.actor("dan"), now=NOW + place * HOUR / 60)
        except InTeam:
            refused.append(place)

    at_once(found, list(range(1, 9)))

    assert (Team.objects.count(), len(refused)) == (1, 7)


@pytest.mark.many_writers
def test_without_the_lock_somebody_is_in_two_open_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both look whether there is an open one before either begins it."""
    cast = call_cast()
    row, both = teams_in(cast), Barrier(2)
    look = teams.teams_with

    def looked(*given: Any) -> Any:
        found = look(*given)
        both.wait(timeout=20)
        return found

    monkeypatch.setattr(teams, "locked", QuerySet.get)
    monkeypatch.setattr(teams, "teams_with", looked)
    take_part_once(cast, row)

    at_once(lambda place: found_team(campaign=row.pk, actor=cast.actor("dan"), now=NOW + place * HOUR), [1, 2])

    assert Team.objects.count() == 2


def take_part_once(cast: Cast, row: Campaign) -> None:
    """Let dan take part before, so that both find him."""
    teams.take_part(campaign=row.pk, actor=cast.actor("dan"), now=NOW)


@pytest.mark.many_writers
def test_without_the_lock_a_team_completes_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: each looks where the team stands before any tells it; only the database keeps rewards single."""
    cast = call_cast()
    row, both = teams_in(cast), Barrier(2)
    [founder] = crowd(cast, row, 1)
    clash: list[int] = []
    look = settling.share_out_teams

    def looked(*given: Any) -> Any:
        both.wait(timeout=20)
        return look(*given)

    def once(number: int) -> None:
        with suppress(IntegrityError):
            settled(number)
            return
        clash.append(number)

    monkeypatch.setattr(settling, "locked", QuerySet.get)
    monkeypatch.setattr(settling, "share_out_teams", looked)
    monkeypatch.setattr(settling, "tell_turns", lambda *_given: None)

    at_once(once, [founder] * 2)

    assert clash or LoggedEvent.objects.filter(kind="team_completed").count() > 1
