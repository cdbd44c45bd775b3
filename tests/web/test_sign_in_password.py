"""Passwords: coming in, being locked out, choosing and replacing one."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.owner import ensure_owner
from coterie.accounts.models import Account
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent

pytestmark = pytest.mark.django_db

START, PASSWORD = "/account/login/", "bells over the harbour"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def alice():
    return ensure_owner(email="alice@example.org", name="Alice", password=PASSWORD, now=now())


def attempt(client, email="alice@example.org", password="wrong", **headers):
    return client.post(START, {"login": email, "password": password}, **headers)


def signed_in(client):
    return client.session.get("_auth_user_id")


def code_in(message):
    return re.search(r"^\d{4}-\d{4}$", message.body, re.MULTILINE)[0]


def test_right_password_comes_in(client, alice):
    answer = attempt(client, "ALICE@example.org", PASSWORD)

    assert (answer.status_code, signed_in(client)) == (302, str(alice.pk))
    assert LoggedEvent.objects.get(kind="account_signed_in").data == {"way": "password"}


def test_wrong_password_says_the_same_for_known_and_unknown(client, alice):
    known, unknown = attempt(client), attempt(client, "zelda@example.org")

    texts = [re.sub(r'value="[\w@.-]+"', "", answer.content.decode()) for answer in (known, unknown)]
    assert texts[0] == texts[1]
    assert "do not fit together" in texts[0]


def test_unknown_address_costs_a_hash_like_a_known_one(client, alice, settings):
    """Similar work: the slow part is the hash, and both answers make exactly as many."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    count, encode = [], MD5PasswordHasher.encode
    MD5PasswordHasher.encode = lambda self, *facts: count.append(1) or encode(self, *facts)
    try:
        attempt(client)
        known = len(count)
        attempt(client, "zelda@example.org")
        open_account(name="No password", email="codes@example.org", now=now())
        attempt(client, "codes@example.org")
    finally:
        MD5PasswordHasher.encode = encode

    assert (known, len(count)) == (1, 3)


def test_fifth_wrong_password_locks_the_account_even_for_the_right_one(client, alice):
    answers = [attempt(client).status_code for _ in range(5)]

    late = attempt(client, password=PASSWORD)

    assert answers == [200, 200, 200, 200, 429]
    assert (late.status_code, signed_in(client)) == (429, None)
    assert "A mailed code or a passkey still works" in late.content.decode()


def test_unknown_account_is_locked_just_the_same(client, alice):
    answers = [attempt(client, "zelda@example.org").status_code for _ in range(6)]

    assert answers == [200, 200, 200, 200, 429, 429]


def test_lock_holds_from_any_internet_address_and_survives_a_restart(client, alice):
    for number in range(5):
        attempt(client, REMOTE_ADDR=f"192.0.2.{number}")
    cache.clear()

    assert attempt(client, password=PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 429


def test_locked_account_leaves_others_alone(client, alice):
    ensure_owner(email="bob@example.org", password=PASSWORD, now=now())
    for _ in range(5):
        attempt(client)
    cache.clear()

    assert attempt(client, "bob@example.org", PASSWORD).status_code == 302


def test_lock_ends_after_fifteen_minutes(client, alice):
    for _ in range(5):
        attempt(client)
    cache.clear()
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=15, seconds=1))

    assert attempt(client, password=PASSWORD).status_code == 302


def test_trying_while_locked_does_not_prolong_the_lock(client, alice):
    for _ in range(5):
        attempt(client)
    before = AccessAttempt.objects.get().attempt_time
    cache.clear()

    attempt(client)

    assert AccessAttempt.objects.get().attempt_time == before


def test_internet_address_is_locked_after_twenty_five_accounts(client, alice):
    answers = [attempt(client, f"person{number}@example.org").status_code for number in range(26)]

    assert answers == [200] * 24 + [429] * 2
    assert attempt(client, password=PASSWORD).status_code == 429
    assert attempt(client, password=PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_table_of_attempts_holds_nobodys_address(client, alice):
    attempt(client)
    attempt(client, "Zelda@example.org", HTTP_REFERER="http://testserver/?login=zelda@example.org")

    kept = str(list(AccessAttempt.objects.values())).lower()
    assert "alice" not in kept
    assert "zelda" not in kept
    assert "wrong" not in kept


def test_person_without_password_chooses_one(client, alice):
    nina = open_account(name="Nina", email="nina@example.org", now=now())
    client.force_login(nina)

    assert client.get("/account/password/change/").headers["Location"] == "/account/password/set/"
    weak = client.post("/account/password/set/", {"password1": "password12"})
    strong = client.post("/account/password/set/", {"password1": PASSWORD})

    nina.refresh_from_db()
    assert (weak.status_code, strong.headers["Location"]) == (200, "/account/")
    assert nina.check_password(PASSWORD)
    assert signed_in(client) == str(nina.pk)


def test_changing_the_password_ends_other_sessions_and_tells_by_mail(client, alice, client_of_mallory):
    attempt(client, password=PASSWORD)
    attempt(client_of_mallory, password=PASSWORD)

    wrong = client.post("/account/password/change/", {"oldpassword": "no", "password1": "new bells on the shore"})
    right = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "new bells on the shore"})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert client.get("/account/").status_code == 200
    assert client_of_mallory.get("/account/").status_code == 302
    assert mail.outbox[-1].subject == "Your password is changed"


@pytest.fixture
def client_of_mallory():
    from django.test import Client

    return Client()


def test_forgotten_password_is_replaced_by_a_mailed_code(client, alice):
    asked = client.post("/account/password/reset/", {"email": "alice@example.org"})
    client.post(asked.headers["Location"], {"code": code_in(mail.outbox[0])})
    done = client.post("/account/password/reset/complete/", {"password1": "new bells on the shore"})

    alice.refresh_from_db()
    assert (done.status_code, signed_in(client)) == (302, str(alice.pk))
    assert alice.check_password("new bells on the shore")


def test_forgotten_password_of_nobody_looks_the_same_and_mails_a_hint(client):
    asked = client.post("/account/password/reset/", {"email": "zelda@example.org"})
    page = client.get(asked.headers["Location"])
    wrong = [client.post(asked.headers["Location"], {"code": "0000-0000"}).status_code for _ in range(3)]

    assert (asked.status_code, page.status_code, wrong) == (302, 200, [200, 200, 302])
    assert "there is no account with it" in mail.outbox[0].body
    assert Account.objects.count() == 0


def test_password_of_an_inactive_account_does_not_open_it(client, alice):
    Account.objects.update(is_active=False)

    answer = attempt(client, password=PASSWORD)

    assert (answer.headers["Location"], signed_in(client)) == ("/account/inactive/", None)
    assert client.get("/account/inactive/").status_code == 200


def test_sensitive_step_asks_for_the_password_again(client, alice):
    attempt(client, password=PASSWORD)

    sent = client.post("/account/email/", {"action_add": "1", "email": "alice@new.example"})
    assert sent.headers["Location"] == "/account/reauthenticate/?next=%2Faccount%2Femail%2F"
    assert client.get(sent.headers["Location"]).status_code == 200
    assert client.post(sent.headers["Location"], {"password": "wrong"}).status_code == 200
    resumed = client.post(sent.headers["Location"], {"password": PASSWORD})

    assert resumed.headers["Location"] == "/account/confirm-email/"
    assert mail.outbox[0].to == ["alice@new.example"]
