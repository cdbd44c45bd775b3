"""Second factors without a browser: the code app and recovery codes."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.owner import ensure_owner
from coterie.kit.clock import now

pytestmark = pytest.mark.django_db

PASSWORD = "bells over the harbour"
ON, OFF, PROVE = "/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/", "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def alice():
    return ensure_owner(email="alice@example.org", name="Alice", password=PASSWORD, now=now())


def code_of(secret, shift=0):
    """Return what an app with this secret shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


def signed_in(client):
    return client.session.get("_auth_user_id")


def switch_on(client, account):
    """Switch the code app on; return its secret."""
    client.force_login(account)
    session = client.session
    method = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [method]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    secret = client.get(ON).context["form"].secret
    answer = client.post(ON, {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_switching_the_app_on_asks_to_prove_it_is_you(client, alice):
    client.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})

    assert client.get(ON).headers["Location"].startswith("/account/reauthenticate/")


@pytest.mark.django_db(transaction=True)
def test_app_is_switched_on_by_its_code_and_told_by_mail(client, alice):
    switch_on(client, alice)

    kinds = set(Authenticator.objects.filter(user=alice).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert "The code app is on" in [message.subject for message in mail.outbox]
    assert client.get("/account/2fa/").status_code == 200


def test_wrong_code_does_not_switch_it_on(client, alice):
    client.force_login(open_account(name="Nina", email="nina@example.org", now=now()))
    secret = client.get(ON).context["form"].secret
    wrong = "000000" if code_of(secret) != "000000" else "111111"

    assert client.post(ON, {"code": wrong}).status_code == 200
    assert Authenticator.objects.count() == 0


def test_password_alone_does_not_come_in(client, alice):
    secret = switch_on(client, alice)
    client.post("/account/logout/")

    half = client.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert (half.headers["Location"], signed_in(client)) == (PROVE, None)
    assert client.get(PROVE).status_code == 200
    client.post(PROVE, {"code": code_of(secret, shift=1)})

    assert signed_in(client) == str(alice.pk)


def test_mailed_code_alone_does_not_come_in(client, alice):
    switch_on(client, alice)
    client.post("/account/logout/")
    mail.outbox.clear()
    client.post("/account/login/code/", {"email": "alice@example.org"})

    half = client.post("/account/login/code/confirm/", {"code": mail.outbox[0].subject.split()[0]})

    assert (half.headers["Location"], signed_in(client)) == (PROVE, None)


def test_code_of_the_app_works_once(client, alice, another_client):
    secret = switch_on(client, alice)
    code = code_of(secret, shift=1)
    for one in (client, another_client):
        for seen in [key for key in cache._cache if ":allauth.mfa.totp.used" in key]:
            cache._cache.pop(seen)  # the library forgets a used code while it is still right
        one.post("/account/logout/")
        one.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})
        one.post(PROVE, {"code": code})

    assert (signed_in(client), signed_in(another_client)) == (str(alice.pk), None)


@pytest.fixture
def another_client():
    from django.test import Client

    return Client()


def test_recovery_code_comes_in_once(client, alice, another_client):
    switch_on(client, alice)
    code = Authenticator.objects.get(user=alice, type="recovery_codes").wrap().get_unused_codes()[0]
    for one in (client, another_client):
        one.post("/account/logout/")
        one.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})
        one.post(PROVE, {"code": code})

    assert (signed_in(client), signed_in(another_client)) == (str(alice.pk), None)


def test_guessing_codes_is_stopped_after_five(client, alice):
    secret = switch_on(client, alice)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})
    right = code_of(secret, shift=1)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        client.post(PROVE, {"code": wrong})

    late = client.post(PROVE, {"code": right})

    assert signed_in(client) is None
    assert "Too many tries" in late.content.decode()


def test_recovery_codes_are_shown_made_anew_and_downloaded(client, alice):
    switch_on(client, alice)

    shown = client.get("/account/2fa/recovery-codes/")
    first = Authenticator.objects.get(user=alice, type="recovery_codes").wrap().get_unused_codes()
    client.post("/account/2fa/recovery-codes/generate/")
    second = Authenticator.objects.get(user=alice, type="recovery_codes").wrap().get_unused_codes()
    downloaded = client.get("/account/2fa/recovery-codes/download/")

    assert all(code in shown.content.decode() for code in first)
    assert set(first).isdisjoint(second)
    assert downloaded.content.decode().split() == second
    assert client.get("/account/2fa/recovery-codes/generate/").status_code == 200


def test_app_is_switched_off_and_signing_in_asks_no_more(client, alice):
    switch_on(client, alice)

    assert client.get(OFF).status_code == 200
    client.post(OFF)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "alice@example.org", "password": PASSWORD})

    assert signed_in(client) == str(alice.pk)
    assert Authenticator.objects.count() == 0


def test_app_can_be_switched_on_without_an_email(client):
    dan = open_account(name="Dan", now=now())

    switch_on(client, dan)

    assert Authenticator.objects.filter(user=dan, type="totp").exists()
