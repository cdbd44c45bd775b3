from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from coterie.accounts.domain import one_time_link
from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.one_time_link import make_one_time_link, use_one_time_link
from coterie.accounts.errors import LinkSpent
from coterie.accounts.models import Account, OneTimeLink

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AT_ONCE = 12


@pytest.fixture
def alice(db):
    return open_account(name="Alice", now=NOW)


def test_link_signs_its_person_in_once(alice):
    secret = make_one_time_link(account=alice.pk, now=NOW)

    assert use_one_time_link(token=secret, now=NOW) == alice
    with pytest.raises(LinkSpent):
        use_one_time_link(token=secret, now=NOW)


def test_link_keeps_only_a_digest(alice):
    secret = make_one_time_link(account=alice.pk, now=NOW)

    link = OneTimeLink.objects.get()

    assert len(secret) == 43
    assert secret not in str(list(OneTimeLink.objects.values()))
    assert len(link.digest) == 64


def test_link_lives_for_its_lifetime(alice):
    secret = make_one_time_link(account=alice.pk, lifetime=timedelta(minutes=5), now=NOW)

    with pytest.raises(LinkSpent):
        use_one_time_link(token=secret, now=NOW + timedelta(minutes=5))
    assert use_one_time_link(token=secret, now=NOW + timedelta(minutes=4, seconds=59)) == alice


@pytest.mark.parametrize("token", ["", "x", "é" * 43])
def test_unknown_link_answers_like_a_spent_one(db, token):
    with pytest.raises(LinkSpent):
        use_one_time_link(token=token, now=NOW)


def test_link_of_an_inactive_account_opens_nothing(alice):
    secret = make_one_time_link(account=alice.pk, now=NOW)
    Account.objects.update(is_active=False)

    with pytest.raises(LinkSpent):
        use_one_time_link(token=secret, now=NOW)


def test_old_links_are_swept_away(alice):
    make_one_time_link(account=alice.pk, now=NOW)
    make_one_time_link(account=alice.pk, now=NOW + timedelta(days=1))

    assert OneTimeLink.objects.count() == 1


def winners(secret):
    """Let many use the link at the same moment; return how many were let in."""
    start = Barrier(AT_ONCE)

    def enter(_):
        start.wait()
        try:
            use_one_time_link(token=secret, now=NOW)
        except LinkSpent:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(enter, range(AT_ONCE)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_link_used_by_many_at_once_lets_one_in():
    alice = open_account(name="Alice", now=NOW)

    assert [winners(make_one_time_link(account=alice.pk, now=NOW)) for _ in range(5)] == [1] * 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_negative_control_link_without_its_guard_lets_many_in(monkeypatch):
    def careless(*, token, now):
        link = OneTimeLink.objects.get(digest=one_time_link.digest_of(token))
        if link.used_at:
            raise LinkSpent
        met.wait()
        OneTimeLink.objects.filter(pk=link.pk).update(used_at=now)

    met = Barrier(AT_ONCE)
    monkeypatch.setitem(globals(), "use_one_time_link", careless)
    alice = open_account(name="Alice", now=NOW)

    assert winners(make_one_time_link(account=alice.pk, now=NOW)) == AT_ONCE
