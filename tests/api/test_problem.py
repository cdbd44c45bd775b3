"""How the API says no: one form, one stable code, and the field that is wrong."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from coterie.accounts.domain.api_token import create_api_token, revoke_api_token
from coterie.accounts.models import ApiToken
from coterie.kit.clock import now
from coterie.talk.models import Message
from tests.api.token import EVERYTHING, call, token_of
from tests.cast import Cast


def told(answer: HttpResponse) -> dict[str, object]:
    assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)


def test_error_of_the_domain_names_its_field(cast: Cast) -> None:
    answer = call("POST", "/communities", token_of(cast, "alice"), {"slug": "a b", "name": "New"})

    assert answer.status_code == 422
    assert told(answer) == {
        "type": "urn:coterie:invalid",
        "title": "An address has up to 40 letters, digits and hyphens.",
        "status": 422,
        "code": "invalid",
        "field": "slug",
    }


def test_wrong_form_names_every_place(cast: Cast) -> None:
    answer = call("POST", "/communities", token_of(cast, "alice"), {"slug": "new", "currency": "yuan"})

    problem = told(answer)
    assert (problem["status"], problem["code"]) == (422, "malformed")
    assert [one["at"] for one in problem["errors"]] == ["body.body.name", "body.body.currency"]


@pytest.mark.parametrize("body", ["{", b"\xff", '"text"', "[]"])
def test_body_that_is_no_object_is_refused(cast: Cast, body: str | bytes) -> None:
    answer = call("POST", "/communities", token_of(cast, "alice"), body)

    assert (answer.status_code in {400, 422}, told(answer)["status"]) == (True, answer.status_code)


def test_unknown_thing_is_not_found(cast: Cast) -> None:
    problem = told(call("GET", "/communities/nowhere", token_of(cast, "alice")))

    assert (problem["status"], problem["code"], problem["type"]) == (404, "not_found", "urn:coterie:not_found")


def test_lack_of_a_right_is_forbidden(cast: Cast) -> None:
    problem = told(call("POST", "/communities/table/closure", token_of(cast, "bob")))

    assert (problem["status"], problem["code"]) == (403, "forbidden")


def test_begin_needs_the_scope_to_write(cast: Cast) -> None:
    secret = token_of(cast, "alice", ["see_console"])

    assert call("POST", "/communities", secret, {"slug": "new", "name": "New"}).status_code == 403


@pytest.mark.parametrize("secret", [None, "wrong", "coterie_abcdefghjkmn_" + "a" * 43, "ü", "\x00"])
def test_secret_of_no_token_opens_nothing(cast: Cast, secret: str | None) -> None:
    answer = call("GET", "/me", secret)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert told(answer)["code"] == "unauthenticated"


def test_secret_altered_by_one_sign_opens_nothing(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    altered = secret[:-1] + ("a" if secret[-1] != "a" else "b")

    assert call("GET", "/me", secret).status_code == 200
    assert call("GET", "/me", altered).status_code == 401


def test_revoked_token_opens_nothing(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    revoke_api_token(token=ApiToken.objects.get().pk, actor=cast.actor("alice"), now=now())

    assert call("GET", "/me", secret).status_code == 401


def test_token_is_over_when_its_time_is(cast: Cast) -> None:
    facts = {"account": cast.accounts["alice"].pk, "name": "program", "scopes": EVERYTHING}
    end, actor = now() - timedelta(minutes=1), cast.actor("alice")
    secret = create_api_token(**facts, expires_at=end, actor=actor, now=end - timedelta(days=1)).secret

    assert call("GET", "/me", secret).status_code == 401


def test_message_with_a_nonce_is_said_once(cast: Cast) -> None:
    path, secret = f"/communities/table/groups/{cast.group.key}/messages", token_of(cast, "dan")

    answers = [call("POST", path, secret, {"text": "Hello", "nonce": "one"}) for _each in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["key"] for answer in answers}) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_signs_that_no_database_keeps_are_no_failure(cast: Cast, text: str) -> None:
    secret = token_of(cast, "alice")

    statuses = [
        call("POST", "/communities", secret, {"slug": "new", "name": text}).status_code,
        call("POST", "/communities/table/rules", secret, {"text": text}).status_code,
        call("GET", f"/communities/{quote(text, errors='replace')}", secret).status_code,
        call("GET", f"/communities/table/members?words={quote(text, errors='replace')}", secret).status_code,
    ]

    assert statuses == [400, 400, 404, 422 if "\x00" in text else 200]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/communities/", "/communities/table/nowhere"])
def test_address_of_nothing_is_told_in_form(cast: Cast, path: str) -> None:
    answer = call("GET", path, token_of(cast, "alice"))

    assert (answer.status_code, told(answer)["code"]) == (404, "not_found")


def test_page_of_nothing_is_a_page(client: Client, db: None) -> None:
    answer = client.get("/nowhere")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_method_that_an_address_lacks_is_told_in_form(cast: Cast) -> None:
    answer = call("DELETE", "/communities", token_of(cast, "alice"))

    assert (answer.status_code, told(answer)["code"]) == (405, "method_not_allowed")
    assert sorted(answer["Allow"].split(", ")) == ["GET", "POST"]


def test_failure_is_told_in_form_and_says_nothing_of_its_cause(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coterie.api.groups.page_of", lambda *_facts: 1 / 0)
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token_of(cast, 'alice')}"})

    answer = client.get("/api/v1/communities/table/groups")

    assert (answer.status_code, told(answer)["code"]) == (500, "failed")
    assert b"division" not in answer.content


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_body_that_is_too_large_is_refused_in_form(cast: Cast, headers: dict[str, str]) -> None:
    body = json.dumps({"text": "a" * 3_000_000})

    answer = call("POST", "/communities/table/rules", token_of(cast, "alice"), body, headers)

    assert (answer.status_code, told(answer)["code"]) == (413, "too_large")


def test_title_is_in_the_language_of_the_reader(cast: Cast) -> None:
    answer = call("GET", "/nowhere", token_of(cast, "alice"), headers={"Accept-Language": "zh-hans"})

    assert told(answer)["title"] == "没有这个东西。"


def test_what_did_not_change_is_not_sent_again(cast: Cast) -> None:
    secret, path = token_of(cast, "alice"), f"/communities/table/groups/{cast.group.key}"
    first = call("GET", path, secret)

    same = call("GET", path, secret, headers={"If-None-Match": first["ETag"]})
    call("PUT", path, secret, {"name": "Tea"})
    other = call("GET", path, secret, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert (other.status_code, other.json()["name"]) == (200, "Tea")
    assert other["ETag"] != first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
