"""One's own account: profile, address, sessions, tokens, and the one-time link."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.api_token import create_api_token
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.accounts.models import ApiToken
from coterie.accounts.queries.tokens import actor_of_token, api_tokens_of, token_for
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_FETCH_DEST": "document"}
PAGES = [
    "/account/", "/account/email/", "/account/password/set/", "/account/2fa/", "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/", "/account/2fa/totp/activate/", "/account/sessions/", "/account/tokens/",
    "/account/logout/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def alice():
    return open_account(name="Alice", email="alice@example.org", now=now())


@pytest.fixture
def dan():
    """Somebody who joined by a code: no address, known on one device."""
    return open_account(name="Dan", now=now())


def signed_in(client):
    return client.session.get("_auth_user_id")


def code_in(message):
    return re.search(r"^\d{4}-\d{4}$", message.body, re.MULTILINE)[0]


# Pages


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["alice", "dan"])
def test_page_of_the_account_opens_with_and_without_an_address(client, request, who, path):
    client.force_login(request.getfixturevalue(who))

    page = client.get(path)

    assert page.status_code == 200
    text = page.content.decode()
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/account/logout/"])
def test_page_of_the_account_asks_strangers_to_sign_in(client, path):
    assert client.get(path).headers["Location"].startswith("/account/login/?next=")


def test_old_address_of_the_account_leads_there(client):
    assert client.get("/me").headers["Location"] == "/account/"


# Profile


def test_profile_is_changed_and_the_pages_speak_the_language(client, alice):
    client.force_login(alice)

    client.post("/account/", {"name": "Alice Li", "language": "zh-hans", "timezone": "Asia/Shanghai"})

    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.timezone) == ("Alice Li", "zh-hans", "Asia/Shanghai")
    assert 'lang="zh-Hans"' in client.get("/account/").content.decode()


def test_pages_speak_the_language_of_the_profile_on_another_device(client, alice):
    test_profile_is_changed_and_the_pages_speak_the_language(client, alice)
    phone = Client()
    phone.post("/account/login/code/", {"email": "alice@example.org"})

    phone.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})

    assert 'lang="zh-Hans"' in phone.get("/account/").content.decode()


def test_wrong_profile_keeps_what_was_typed(client, alice):
    client.force_login(alice)

    page = client.post("/account/", {"name": "", "language": "", "timezone": "Asia/Shanghai"})

    assert page.status_code == 422
    assert '<option value="Asia/Shanghai" selected>' in page.content.decode()


# The address


def test_guest_keeps_the_membership_by_proving_an_address(client, dan):
    client.force_login(dan)
    asked = client.post("/account/email/", {"action_add": "1", "email": "Dan@example.org"})
    assert asked.headers["Location"] == "/account/confirm-email/"
    assert client.get("/account/confirm-email/").status_code == 200
    assert mail.outbox[0].to == ["dan@example.org"]

    confirmed = client.post("/account/confirm-email/", {"code": code_in(mail.outbox[0])})

    dan.refresh_from_db()
    assert (confirmed.headers["Location"], dan.email) == ("/account/", "dan@example.org")
    assert LoggedEvent.objects.filter(kind="email_confirmed", actor=dan.pk).count() == 1


def test_guest_with_a_proved_address_comes_back_on_another_device(client, dan):
    test_guest_keeps_the_membership_by_proving_an_address(client, dan)
    phone = Client()
    phone.post("/account/login/code/", {"email": "dan@example.org"})

    phone.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})

    assert signed_in(phone) == str(dan.pk)


def test_unproved_address_is_not_kept(client, dan):
    client.force_login(dan)
    client.post("/account/email/", {"action_add": "1", "email": "victim@example.org"})

    phone = Client()
    phone.post("/account/login/code/", {"email": "victim@example.org"})
    phone.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})

    assert signed_in(phone) is None
    dan.refresh_from_db()
    assert dan.email is None


def test_address_of_another_account_is_refused_only_to_who_reads_its_mail(client, dan, alice):
    client.force_login(dan)
    asked = client.post("/account/email/", {"action_add": "1", "email": "alice@example.org"})
    page = client.post("/account/confirm-email/", {"code": code_in(mail.outbox[0])})

    dan.refresh_from_db()
    assert asked.headers["Location"] == "/account/confirm-email/"
    assert "has an account already" in page.content.decode()
    assert dan.email is None


def test_changed_address_is_told_to_the_one_before(client, alice):
    client.force_login(alice)
    client.post("/account/email/", {"action_add": "1", "email": "alice@new.example"})
    client.post("/account/confirm-email/", {"code": code_in(mail.outbox[0])})

    alice.refresh_from_db()
    assert alice.email == "alice@new.example"
    assert (mail.outbox[1].to, mail.outbox[1].subject) == (["alice@example.org"], "Another address for your account")


def test_only_address_cannot_be_removed(client, alice):
    client.force_login(alice)

    client.post("/account/email/", {"action_remove": "1", "email": "alice@example.org"})

    alice.refresh_from_db()
    assert alice.email == "alice@example.org"


# Sessions


def come_in(client, account):
    client.get(f"/enter/{make_one_time_link(account=account.pk, now=now())}", **BROWSER)
    return client


def test_session_elsewhere_is_ended_by_its_owner(alice):
    here, there = come_in(Client(), alice), come_in(Client(), alice)
    other = UserSession.objects.get(session_key=there.session.session_key)

    page = here.get("/account/sessions/")
    here.post(f"/account/sessions/{other.pk}/end")

    assert page.content.decode().count("127.0.0.1 ·") == 2
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_session_of_somebody_else_is_not_found(alice, dan):
    mallory, victim = come_in(Client(), dan), come_in(Client(), alice)
    session = UserSession.objects.get(session_key=victim.session.session_key)

    assert mallory.post(f"/account/sessions/{session.pk}/end").status_code == 404
    assert victim.get("/account/").status_code == 200


def test_all_other_sessions_are_ended_at_once(alice):
    here, *others = (come_in(Client(), alice) for _ in range(3))

    here.post("/account/sessions/")

    assert [one.get("/account/").status_code for one in (here, *others)] == [200, 302, 302]


def test_signing_out_ends_the_session(alice):
    here = come_in(Client(), alice)

    assert here.get("/account/logout/").status_code == 200
    here.post("/account/logout/")

    assert here.get("/account/").status_code == 302


# Tokens


def test_token_is_made_shown_once_and_revoked(client, alice):
    client.force_login(alice)
    facts = {"name": "Robot", "scopes": ["read_member", "see_review"], "lifetime": "30"}

    page = client.post("/account/tokens/", facts).content.decode()

    secret = re.search(r"coterie_\w{12}_[\w-]{43}", page)[0]
    assert actor_of_token(token_for(secret, now())).scopes == {"read_member", "see_review"}
    assert secret not in client.get("/account/tokens/").content.decode()
    client.post(f"/account/tokens/{ApiToken.objects.get().prefix}/revocation")
    assert token_for(secret, now()) is None


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"lifetime": "9999"}])
def test_wrong_token_is_not_made(client, alice, wrong):
    client.force_login(alice)

    answer = client.post("/account/tokens/", {"name": "Robot", "scopes": ["read_member"], "lifetime": "0", **wrong})

    assert answer.status_code == 422
    assert ApiToken.objects.count() == 0


def test_token_of_somebody_else_is_not_found(client, alice, dan):
    made = create_api_token(
        account=alice.pk, name="Robot", scopes=["read_member"], actor=Actor(account=alice.pk), now=now()
    )
    client.force_login(dan)

    assert client.post(f"/account/tokens/{made.token.prefix}/revocation").status_code == 404
    assert api_tokens_of(alice.pk, now()).count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_tokens_costs_the_same_queries(client, alice, count, django_assert_num_queries):
    for number in range(count):
        create_api_token(
            account=alice.pk, name=f"R{number}", scopes=["read_member"], actor=Actor(account=alice.pk), now=now()
        )
    client.force_login(alice)

    with django_assert_num_queries(3):
        client.get("/account/tokens/")


# The one-time link


def test_link_signs_in_by_one_click_once(client, alice):
    path = f"/enter/{make_one_time_link(account=alice.pk, now=now())}"

    first = client.get(path, {"next": "/console/"}, **BROWSER)
    second = Client().get(path, **BROWSER)

    assert (first.headers["Location"], signed_in(client)) == ("/console/", str(alice.pk))
    assert second.status_code == 410
    assert LoggedEvent.objects.get(kind="account_signed_in").data == {"way": "link"}


LOOKERS = [
    {"HTTP_USER_AGENT": "WhatsApp/2.23"},
    {"HTTP_USER_AGENT": "TelegramBot (like TwitterBot)"},
    {"HTTP_USER_AGENT": "Slackbot-LinkExpanding 1.0"},
    {"HTTP_USER_AGENT": "facebookexternalhit/1.1"},
    {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Discordbot/2.0)"},
    {**BROWSER, "HTTP_SEC_PURPOSE": "prefetch;prerender"},
    {**BROWSER, "HTTP_PURPOSE": "prefetch"},
    {"HTTP_SEC_FETCH_MODE": "no-cors", "HTTP_SEC_FETCH_DEST": "image"},
    {"HTTP_SEC_FETCH_MODE": "cors", "HTTP_SEC_FETCH_DEST": "empty"},
    {"HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_FETCH_DEST": "iframe"},
]


@pytest.mark.parametrize("headers", LOOKERS, ids=str)
def test_who_only_looks_does_not_spend_the_link_and_sees_nothing(client, alice, headers):
    path = f"/enter/{make_one_time_link(account=alice.pk, now=now())}"

    page = client.get(path, **headers)
    head = client.head(path, **BROWSER)

    assert (page.status_code, head.status_code, signed_in(client)) == (200, 200, None)
    assert b"alice" not in page.content.lower()
    assert Client().get(path, **BROWSER).status_code == 302


def test_button_signs_in_where_a_click_did_not(client, alice):
    path = f"/enter/{make_one_time_link(account=alice.pk, now=now())}"
    client.get(path, HTTP_USER_AGENT="Slackbot")

    client.post(path)

    assert signed_in(client) == str(alice.pk)


def test_forged_post_of_the_button_is_refused(alice):
    careful = Client(enforce_csrf_checks=True)

    answer = careful.post(f"/enter/{make_one_time_link(account=alice.pk, now=now())}")

    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_link_leads_to_own_paths_only(client, alice, address):
    answer = client.get(f"/enter/{make_one_time_link(account=alice.pk, now=now())}", {"next": address}, **BROWSER)

    assert answer.headers["Location"] == "/"


def test_link_of_another_person_changes_who_is_in_and_keeps_nothing(client, alice, dan):
    come_in(client, dan)
    session = client.session
    session["secret"] = "of Dan"
    session.save()

    come_in(client, alice)

    assert signed_in(client) == str(alice.pk)
    assert "secret" not in client.session
