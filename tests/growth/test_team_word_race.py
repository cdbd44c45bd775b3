"""Words to who missed a team's time: once each with many workers, and whatever `kill -9` breaks off."""

from collections import Counter
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db.models import QuerySet

from coterie.accounts.models import Account
from coterie.growth.domain import team_word
from coterie.growth.domain.settling import settle_due
from coterie.growth.domain.team_word import give_words_due
from coterie.growth.models import Participant, TeamWord
from coterie.members.models import LetterWish, Member
from coterie.platform.jobs.models import Job
from tests.cast import NOW, call_cast
from tests.growth.drive import DAY, HOUR, running
from tests.growth.test_team_race import PEN, at_once, crowd
from tests.platform import process
from tests.rewards.points import SYSTEM

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OVER = NOW + DAY + HOUR
SWEEP = """
from datetime import datetime
from coterie.growth.domain.team_word import give_words_due
from coterie.kit.actor import Actor
print("sweeping", flush=True)
give_words_due(actor=Actor.of_system(), now=datetime.fromisoformat(sys.argv[1]))
print("done", flush=True)
"""
FORGETFUL = SWEEP.replace(
    'print("sweeping", flush=True)',
    """
from coterie.growth.domain import team_word
from coterie.growth.models import TeamWord
write = team_word.written
def given_first(row, *rest):
    TeamWord.objects.update(given_at=row.due_at)
    return write(row, *rest)
team_word.written = given_first
team_word.transaction.atomic = lambda work: work
print("sweeping", flush=True)
""",
)


def missed(founders: int) -> list[str]:
    """Let teams of seven miss their time with five people each, all of whom want letters; return their addresses."""
    cast = call_cast()
    row = running(cast, replace(PEN, at=7), kind="team", stay_hours=1, speak=True, team_hours=24)
    parts = Participant.objects.filter(pk__in=crowd(cast, row, founders))
    parts.update(due_at=NOW + DAY)
    people = list(Member.objects.filter(name__regex="^P[0-9]$").order_by("pk"))
    for place, one in enumerate(people):
        one.account = Account.objects.create(email=f"p{place}@example.org", name=one.name, created_at=NOW)
        one.save()
        LetterWish.objects.create(member=one, calls=True, changed_at=NOW, digested_at=NOW)
    settle_due(actor=SYSTEM, now=OVER)
    return sorted(f"p{place}@example.org" for place in range(len(people)))


def swept(_place: int) -> None:
    give_words_due(actor=SYSTEM, now=OVER)


def addresses() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


def test_many_workers_write_to_each_once() -> None:
    wanted = missed(2)

    at_once(swept, list(range(6)))

    assert addresses() == wanted


@pytest.mark.many_writers
def test_without_the_lock_somebody_hears_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both see that the word is owed before either gives it."""
    missed(1)
    TeamWord.objects.exclude(pk=TeamWord.objects.order_by("pk")[0].pk).delete()
    both, look = Barrier(2), team_word.teams_with

    def looked(*given: Any) -> Any:
        both.wait(timeout=20)
        return look(*given)

    monkeypatch.setattr(team_word, "lock", QuerySet.all)
    monkeypatch.setattr(team_word, "teams_with", looked)

    at_once(swept, [1, 2])

    assert len(mail.outbox) == 2


def killed_amid(script: str, more: int) -> bool:
    """Kill a sweep as soon as it has written some letters; tell whether it was still at it."""
    return process.killed_amid(script, OVER.isoformat(), done=lambda: len(written()), more=more)


def written() -> list[str]:
    """Return to whom letters stand in the outbox."""
    rows = Job.objects.filter(task__endswith="deliver").values_list("args", flat=True)
    return sorted(letter["to"][0] for [letter] in rows)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_again_and_again_each_hears_once() -> None:
    wanted = missed(6)

    deaths = sum(killed_amid(SWEEP, more) for more in (1, 4, 3))
    partly = len(written())
    killed_amid(SWEEP, len(wanted) + 1)

    print(f"{deaths} deaths, {partly} of {len(wanted)} written by then; {len(written())} in the end")
    assert deaths == 3
    assert 3 <= partly < len(wanted)
    assert (written(), max(Counter(written()).values())) == (wanted, 1)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_who_notes_it_first_forgets_those_who_wait() -> None:
    """Negative control: a sweep that notes that all words are given before it writes them."""
    wanted = missed(6)

    assert killed_amid(FORGETFUL, 1)
    killed_amid(SWEEP, len(wanted) + 1)

    assert len(written()) < len(wanted)
