"""Letters come to who asked for them, in the morning of their community, and end with one click from any of them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.actor import VISITOR
from coterie.kit.errors import Invalid, NotFound
from coterie.members.domain.letter_wish import begin_digest, end_letters, wish_for_letters
from coterie.members.models import LetterWish
from coterie.members.rules import next_digest
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def wish(cast: Cast, digest: str = "daily", *, calls: bool = False, who: str = "dan") -> LetterWish:
    member = cast.members["dan"].pk
    return wish_for_letters(member=member, digest=digest, calls=calls, actor=cast.actor(who), now=NOW)


@given(after=MOMENTS, zone=st.sampled_from(ZONES), digest=st.sampled_from(["daily", "weekly"]))
def test_next_one_is_a_morning_ahead_and_none_is_left_out(after: datetime, zone: str, digest: str) -> None:
    due = next_digest(digest, after, zone)

    assert due is not None
    local, longest = due.astimezone(UTC).astimezone(ZoneInfo(zone)), timedelta(days=1 if digest == "daily" else 7)
    assert after < due <= after + longest + timedelta(hours=25)
    assert local.time() == time(8)
    assert digest == "daily" or local.weekday() == 0
    again = next_digest(digest, due, zone)
    assert again is not None
    assert (again.date() - due.date()) == longest


def test_only_oneself_asks_and_nothing_comes_unasked(cast: Cast) -> None:
    assert not LetterWish.objects.exists()
    with pytest.raises(NotFound):
        wish(cast, who="carol")
    with pytest.raises(Invalid):
        wish(cast, "hourly")
    wish(cast)
    wish(cast)
    wish(cast, "", calls=True)
    told = [event.data for event in LoggedEvent.objects.filter(kind="letters_wished").order_by("pk")]
    assert told == [
        {"digest": "daily", "calls": False, "pieces": False, "by_letter": False}, {"digest": "", "calls": True, "pieces": False, "by_letter": False},
    ]  # fmt: skip


def test_each_morning_is_taken_once(cast: Cast) -> None:
    row = wish(cast)
    assert row.due_at is not None

    assert begin_digest(wish=row.pk, now=row.due_at - timedelta(seconds=1)) is None
    assert begin_digest(wish=row.pk, now=row.due_at) == NOW
    assert begin_digest(wish=row.pk, now=row.due_at) is None
    assert begin_digest(wish=row.pk, now=row.due_at + timedelta(days=1)) == row.due_at


def test_one_click_of_a_mail_program_ends_them_and_a_look_does_not(cast: Cast) -> None:
    row = wish(cast, calls=True)
    program = Client(enforce_csrf_checks=True)  # has neither a session nor a cookie

    page = program.get(f"/letters/{row.secret}")
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex")
    row.refresh_from_db()
    assert row.digest == "daily"

    for _twice in range(2):
        assert program.post(f"/letters/{row.secret}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    row.refresh_from_db()
    assert (row.digest, row.calls, row.due_at) == ("", False, None)
    assert program.post("/letters/none").status_code == 404
    with pytest.raises(NotFound):
        end_letters(secret="none", actor=VISITOR, now=NOW)
