from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.session import forget_ended_sessions
from coterie.accounts.tasks import sweep_sessions
from coterie.kit.clock import now, shifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions():
    """One session that ends in an hour, one in three days, and where each of them was begun."""
    alice = open_account(name="Alice", now=now())
    for key, hours in (("short", 1), ("long", 72)):
        Session.objects.create(session_key=key, session_data="", expire_date=now() + timedelta(hours=hours))
        UserSession.objects.create(user_id=alice.pk, session_key=key, ip="192.0.2.1", user_agent="")


def kept():
    return [list(table.objects.values_list("session_key", flat=True)) for table in (Session, UserSession)]


def test_ended_sessions_are_forgotten_with_their_devices(sessions):
    assert forget_ended_sessions(now=now() + timedelta(hours=2)) == 1

    assert kept() == [["long"], ["long"]]


def test_sweeping_twice_forgets_once(sessions):
    with shifted(timedelta(days=1)):
        assert [sweep_sessions.call(), sweep_sessions.call()] == [1, 0]

    assert kept() == [["long"], ["long"]]
