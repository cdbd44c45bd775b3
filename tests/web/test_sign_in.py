"""Coming in by a mailed code, as somebody known and somebody new."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.sign_in import record_sign_in
from coterie.accounts.models import Account
from coterie.kit.clock import now, shifted
from coterie.platform.events.models import LoggedEvent
from coterie.platform.mail.carrier import carrier_of

pytestmark = pytest.mark.django_db

START, CODE, CONFIRM, NAME = (
    "/account/login/",
    "/account/login/code/",
    "/account/login/code/confirm/",
    "/account/signup/",
)


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def alice():
    return open_account(name="Alice", email="alice@example.org", now=now())


def code_in(message):
    return re.search(r"^\d{4}-\d{4}$", message.body, re.MULTILINE)[0]


def ask(client, email, path=""):
    return client.post(CODE, {"email": email, **({"next": path} if path else {})})


def signed_in(client):
    return client.session.get("_auth_user_id")


def ways():
    return [data["way"] for data in LoggedEvent.objects.filter(kind="account_signed_in").values_list("data", flat=True)]


def test_known_person_comes_in_by_a_mailed_code(client, alice):
    asked = ask(client, "Alice@Example.org")
    assert asked.headers["Location"] == CONFIRM
    assert mail.outbox[0].to == ["alice@example.org"]

    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert signed_in(client) == str(alice.pk)
    assert ways() == ["code"]


def test_without_a_mail_server_the_page_says_where_letters_go(client, alice, settings):
    ask(client, "alice@example.org")
    here = client.get(CONFIRM).content.decode()

    settings.MAIL_CARRIER = carrier_of("smtp://mail.example.org", host="table.example")
    there = client.get(CONFIRM).content.decode()

    assert "printed in the terminal" in here
    assert "Look among the spam" in there


def test_code_may_be_typed_with_spaces(client, alice):
    ask(client, "alice@example.org")

    client.post(CONFIRM, {"code": f" {code_in(mail.outbox[0]).replace('-', ' ')} "})

    assert signed_in(client) == str(alice.pk)


def test_new_person_gets_a_code_gives_a_name_and_has_an_account(client):
    ask(client, "nina@example.org")
    confirmed = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert confirmed.headers["Location"] == NAME
    assert Account.objects.count() == 0

    client.post(NAME, {"name": "Nina"})

    nina = Account.objects.get()
    assert (nina.name, nina.email, signed_in(client)) == ("Nina", "nina@example.org", str(nina.pk))
    assert list(LoggedEvent.objects.order_by("id").values_list("kind", "actor")) == [
        ("account_created", nina.pk), ("account_signed_in", nina.pk),
    ]  # fmt: skip


def test_name_page_without_a_proved_address_sends_to_the_start(client):
    answer = client.post(NAME, {"name": "Nobody"})

    assert answer.headers["Location"] == START
    assert Account.objects.count() == 0


def test_proved_address_is_forgotten_after_half_an_hour(client):
    ask(client, "nina@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    with shifted(timedelta(minutes=31)):
        client.post(NAME, {"name": "Nina"})

    assert Account.objects.count() == 0


def test_proved_address_opens_one_account_only(client):
    ask(client, "nina@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    open_account(name="Nina", email="nina@example.org", now=now())

    answer = client.post(NAME, {"name": "Nina too"})

    assert answer.status_code == 422
    assert Account.objects.count() == 1
    assert signed_in(client) is None


def test_missing_name_is_asked_for_again(client):
    ask(client, "nina@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert client.get(NAME).status_code == 200
    assert client.post(NAME, {"name": "  "}).status_code == 422


def test_wrong_code_three_times_ends_it(client, alice):
    ask(client, "alice@example.org")

    answers = [client.post(CONFIRM, {"code": "0000-0000"}).status_code for _ in range(3)]
    late = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert answers == [422, 422, 302]
    assert (late.headers["Location"], signed_in(client)) == (START, None)


def test_code_is_good_for_fifteen_minutes(client, alice, monkeypatch):
    ask(client, "alice@example.org")
    state = client.session["account_login"]
    state["state"]["stages"]["login_by_code"]["data"]["at"] -= 15 * 60 + 1
    session = client.session
    session["account_login"] = state
    session.save()

    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert (answer.headers["Location"], signed_in(client)) == (START, None)


def test_another_code_replaces_the_first_twice(client, alice):
    ask(client, "alice@example.org")
    for _ in range(3):
        client.post(CONFIRM, {"action": "resend"})

    assert len(mail.outbox) == 3
    assert client.post(CONFIRM, {"code": code_in(mail.outbox[0])}).status_code == 422
    client.post(CONFIRM, {"code": code_in(mail.outbox[2])})
    assert signed_in(client) == str(alice.pk)


def test_code_of_one_visitor_is_of_no_use_to_another(client, alice, client_of_mallory):
    ask(client, "alice@example.org")
    ask(client_of_mallory, "alice@example.org")

    client_of_mallory.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert signed_in(client_of_mallory) is None


@pytest.fixture
def client_of_mallory():
    from django.test import Client

    return Client()


def test_confirming_without_having_asked_sends_to_the_start(client):
    assert client.get(CONFIRM).headers["Location"] == START


def test_codes_are_mailed_three_times_a_minute_to_one_address(client, alice, client_of_mallory):
    answers = [ask(client_of_mallory, "alice@example.org").status_code for _ in range(4)]

    assert answers == [302, 302, 302, 422]
    assert len(mail.outbox) == 3


def test_codes_are_mailed_twenty_times_a_minute_for_one_visitor(client):
    answers = [ask(client, f"person{number}@example.org").status_code for number in range(22)]

    assert answers == [302] * 20 + [422] * 2


def test_malformed_address_is_asked_for_again(client):
    answer = ask(client, "alice")

    assert answer.status_code == 422
    assert b'value="alice"' in answer.content


def test_inactive_account_is_treated_as_unknown_and_stays_closed(client, alice):
    Account.objects.update(is_active=False)
    ask(client, "alice@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    client.post(NAME, {"name": "Alice"})

    assert signed_in(client) is None
    assert Account.objects.count() == 1


def traces(client, email, count_queries):
    """Return everything a visitor can see and feel after asking for a code."""
    mail.outbox.clear()
    with count_queries as queries:
        asked = ask(client, email)
    page = client.get(CONFIRM)
    wrong = client.post(CONFIRM, {"code": "0000-0000"})
    text = [
        re.sub(r'value="[\w-]{64}"|nonce="[^"]+"', "", one.content.decode().replace(email, "X"))
        for one in (page, wrong)
    ]
    body = re.sub(r"\d{4}-\d{4}", "CODE", mail.outbox[0].subject + mail.outbox[0].body)
    return asked.status_code, asked.headers["Location"], text, body, len(mail.outbox), len(queries)


def test_unknown_address_looks_and_costs_like_a_known_one(alice, client, client_of_mallory):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    known = traces(client, "alice@example.org", CaptureQueriesContext(connection))
    unknown = traces(client_of_mallory, "zelda@example.org", CaptureQueriesContext(connection))

    assert known[:-1] == unknown[:-1]
    assert abs(known[-1] - unknown[-1]) <= 1


@pytest.mark.parametrize("path", ["/console/", "/m/?a=1&b=2"])
def test_signing_in_goes_on_to_an_own_path(client, alice, path):
    asked = ask(client, "alice@example.org", path)
    confirm = asked.headers["Location"]
    assert f'name="next" value="{path.replace("&", "&amp;")}"' in client.get(confirm).content.decode()

    answer = client.post(confirm, {"code": code_in(mail.outbox[0])})

    assert answer.headers["Location"] == path


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)", "http:///evil",
    "///evil.example", "/\t/evil.example", "evil.example", "https:evil.example", "http://testserver.evil.example/",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_open_redirect_is_refused_on_every_way(client, alice, address, client_of_mallory):
    asked = ask(client, "alice@example.org", address)
    assert asked.headers["Location"] == CONFIRM

    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0]), "next": address})
    again = client.get(START, {"next": address})
    out = client.post("/account/logout/", {"next": address})
    ask(client_of_mallory, "new@example.org")
    client_of_mallory.post(CONFIRM, {"code": code_in(mail.outbox[1]), "next": address})
    new = client_of_mallory.post(NAME, {"name": "New", "next": address})

    assert [one.headers["Location"] for one in (answer, again, out, new)] == ["/"] * 4


def test_start_page_for_who_is_in_already_goes_on(client, alice):
    client.force_login(alice)

    assert client.get(START, {"next": "/console/"}).headers["Location"] == "/console/"
    assert client.get(CONFIRM).headers["Location"] == "/"
    assert client.get(NAME).headers["Location"] == "/"


def test_start_page_needs_no_script(client):
    page = client.get(START, {"next": "/console/"}).content.decode()

    assert page.count('name="next" value="/console/"') == 3
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son\w+=", page)


def test_joining_gives_an_account_without_email_and_a_listed_session(client, rf):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore

    from coterie.web.sign_in.session import sign_in

    request = rf.post("/c/harbour/join")
    request.session = SessionStore()
    request.user = dan = open_account(name="Dan", now=now())

    sign_in(request, dan, "joining")

    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    assert client.get("/account/").status_code == 200
    assert UserSession.objects.get().user == dan
    assert ways() == ["joining"]


def test_record_of_a_sign_in_names_the_account(alice):
    record_sign_in(account=alice.pk, way="link", now=now())

    assert LoggedEvent.objects.get(kind="account_signed_in").actor == alice.pk
