"""What one missed, in one letter, once; nothing where there is nothing, and nothing that one may not see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from threading import Barrier

import pytest
from django.core import mail

from coterie.accounts.models import Account
from coterie.groups.models import Membership
from coterie.members.domain import letter_wish
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.domain.member import leave_community
from coterie.members.models import LetterWish
from coterie.members.rules import next_digest
from coterie.reach.domain.digest import write_digests
from coterie.rituals.domain.ritual import create_ritual
from coterie.talk.domain.reaction import react
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.rituals.plans import SYSTEM
from tests.talk.speech import say

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def wanted(cast: Cast, digest: str = "daily", who: str = "dan") -> datetime:
    """Let somebody wish for a digest; return when it is due."""
    member = cast.members[who].pk
    row = wish_for_letters(member=member, digest=digest, calls=False, actor=cast.actor(who), now=NOW)
    assert row.due_at is not None
    return row.due_at


def letter() -> tuple[str, str, EmailMessage]:
    [one] = mail.outbox
    return one.subject, one.body, one.message()  # type: ignore[return-value]  # the standard library's


def test_letter_tells_what_was_missed_and_how_to_end_it(cast: Cast) -> None:
    due = wanted(cast)
    say(cast, "dan", "My own", now=NOW + MINUTE)
    liked = say(cast, "carol", "The best line of the week", now=NOW + MINUTE)
    react(message=liked.pk, member=cast.members["nina"].pk, emoji="❤️", actor=cast.actor("nina"), now=NOW)
    say(cast, "nina", "@Dan look", now=NOW + 2 * MINUTE)

    assert write_digests(actor=SYSTEM, now=due) == 1
    assert write_digests(actor=SYSTEM, now=due) == 0

    subject, text, message = letter()
    secret = LetterWish.objects.get().secret
    assert "2 new messages" in subject
    assert all(part in text for part in ("Basic", "The best line of the week", "1 of them to you", "#message-"))
    assert "My own" not in text
    assert f"/letters/{secret}>" in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_missed_is_no_letter(cast: Cast) -> None:
    due = wanted(cast)
    say(cast, "carol", "Seen", now=NOW + MINUTE)
    Membership.objects.filter(member=cast.members["dan"]).update(read_at=NOW + 2 * MINUTE)

    assert write_digests(actor=SYSTEM, now=due) == 0
    say(cast, "carol", "Not seen", now=due + MINUTE)
    assert write_digests(actor=SYSTEM, now=due + DAY) == 1


def test_what_comes_is_told_in_the_readers_language(cast: Cast) -> None:
    due = wanted(cast)
    create_ritual(
        community=cast.table.pk, kind="topic", title="Tuesday topic", groups=[cast.group.pk], rule="once",
        first_on=due.date(), at=time(21), actor=cast.actor("alice"), now=NOW,
    )  # fmt: skip
    Account.objects.filter(pk=cast.accounts["dan"].pk).update(language="zh-hans")

    assert write_digests(actor=SYSTEM, now=due) == 1

    subject, text, _message = letter()
    assert "Tuesday topic" in subject
    assert "你订阅了这类信件" in text


@pytest.mark.parametrize("gone", ["left", "no_address", "other_group"])
def test_no_letter_to_who_may_not_have_one(cast: Cast, gone: str) -> None:
    due = wanted(cast)
    group = cast.vip if gone == "other_group" else cast.group
    say(cast, "carol", "For some", group=group.pk, now=NOW + MINUTE)
    if gone == "left":
        leave_community(member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)
    if gone == "no_address":
        Account.objects.filter(pk=cast.accounts["dan"].pk).update(email=None)

    write_digests(actor=SYSTEM, now=due)

    assert not mail.outbox


def test_weekly_waits_for_monday(cast: Cast) -> None:
    due = wanted(cast, "weekly")
    say(cast, "carol", "Missed", now=NOW + MINUTE)
    days = [NOW + day * DAY for day in range(8)]

    told = [day for day in (*days, due) if write_digests(actor=SYSTEM, now=day)]

    assert len(told) == 1
    assert (told[0] >= due, due.weekday()) == (True, 0)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_workers_write_one_letter() -> None:
    cast = call_cast()
    due = wanted(cast)
    say(cast, "carol", "Missed", now=NOW + MINUTE)

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _one: in_thread(write_at, due), range(8)))

    assert (sum(told), len(mail.outbox)) == (1, 1)


@pytest.mark.race
@pytest.mark.many_writers
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_letters_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two look at the wish before either has written."""
    cast = call_cast()
    due = wanted(cast)
    say(cast, "carol", "Missed", now=NOW + MINUTE)
    together = Barrier(2)

    def both_have_looked(digest: str, after: datetime, zone: str) -> datetime | None:
        together.wait(timeout=20)
        return next_digest(digest, after, zone)

    monkeypatch.setattr(letter_wish, "lock", lambda rows: rows)
    monkeypatch.setattr(letter_wish, "next_digest", both_have_looked)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _one: in_thread(write_at, due), range(2)))

    assert sum(told) == 2


def write_at(moment: datetime) -> int:
    return write_digests(actor=SYSTEM, now=moment)
