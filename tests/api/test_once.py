"""`Idempotency-Key`: what is asked for again is answered again and done once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpResponse

from coterie.api import once
from coterie.communities.models import Community
from coterie.groups.models import Group
from coterie.platform.events.models import LoggedEvent
from coterie.platform.once import keeping
from coterie.platform.once.keeping import KEPT
from coterie.platform.once.models import KeptAnswer
from coterie.talk.models import Message
from tests.api.token import call, token_of
from tests.cast import Cast, call_cast

GROUPS = "/communities/table/groups"
TEA = {"name": "Tea"}
AT_ONCE = 8


def ask(secret: str, key: str = "one", body: object = None, path: str = GROUPS, method: str = "POST") -> HttpResponse:
    return call(method, path, secret, TEA if body is None else body, headers={"Idempotency-Key": key})


def tea() -> int:
    return Group.objects.filter(name__startswith="Tea").count()


def test_same_request_is_answered_as_the_first_time(cast: Cast) -> None:
    secret = token_of(cast, "alice")

    first, second = ask(secret), ask(secret)

    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.content, first["Content-Type"]) == (second.content, second["Content-Type"])
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert (tea(), LoggedEvent.objects.filter(kind="group_created", community=cast.table.pk).count()) == (1, 3)


def test_without_a_key_every_request_is_served(cast: Cast) -> None:
    secret = token_of(cast, "alice")

    answers = [call("POST", GROUPS, secret, {"name": f"Tea {place}"}) for place in range(2)]

    assert ([answer.status_code for answer in answers], tea(), KeptAnswer.objects.count()) == ([201, 201], 2, 0)


@pytest.mark.parametrize(
    "other", [{"body": {"name": "Tea 2"}}, {"path": f"{GROUPS}?more"}, {"path": "/communities/table/tags"}]
)
def test_key_with_another_request_is_refused(cast: Cast, other: dict) -> None:
    secret = token_of(cast, "alice")
    ask(secret)

    answer = ask(secret, **other)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (answer.json()["code"], answer.json()["field"]) == ("idempotency_key_reused", "Idempotency-Key")
    assert tea() == 1


def test_method_makes_another_request(cast: Cast) -> None:
    secret, path = token_of(cast, "alice"), f"/communities/table/staff/{cast.accounts['bob'].key}"
    ask(secret, path=path, method="PUT", body={"role": "host"})

    assert ask(secret, path=path, method="DELETE", body={"role": "host"}).json()["code"] == "idempotency_key_reused"


def test_keys_belong_to_their_token(cast: Cast) -> None:
    for name in ("Tea 1", "Tea 2"):
        assert ask(token_of(cast, "alice"), body={"name": name}).status_code == 201

    assert tea() == 2


def test_refusal_is_answered_again_though_it_would_be_granted_now(cast: Cast) -> None:
    secret, path = token_of(cast, "alice"), f"{GROUPS}/unknown"

    answers = [ask(secret, path=path, method="PUT") for _each in range(2)]

    assert [(answer.status_code, answer["Content-Type"]) for answer in answers] == [
        (404, "application/problem+json")
    ] * 2
    assert "Idempotency-Replayed" in answers[1]


def test_stranger_is_not_answered_what_was_kept(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    ask(secret)

    assert ask("coterie_" + "x" * 12 + "_" + "y" * 43).status_code == 401
    assert ask(secret[:-1] + ("a" if secret[-1] != "a" else "b")).status_code == 401


@pytest.mark.parametrize("key", ["", "a" * 256, "a b", "ü", "a\tb"])
def test_key_of_a_wrong_form_is_refused(cast: Cast, key: str) -> None:
    answer = ask(token_of(cast, "alice"), key)

    assert (answer.status_code, answer.json()["field"], tea()) == (422, "Idempotency-Key", 0)


def test_reading_heeds_no_key(cast: Cast) -> None:
    answers = [call("GET", GROUPS, token_of(cast, "alice"), headers={"Idempotency-Key": "one"}) for _each in range(2)]

    assert ([answer.status_code for answer in answers], KeptAnswer.objects.count()) == ([200, 200], 0)


def test_answer_is_kept_for_a_day(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    ask(secret, body={"slug": "new", "name": "New"}, path="/communities")

    KeptAnswer.objects.update(begun_at=KeptAnswer.objects.get().begun_at - KEPT - timedelta(seconds=1))

    assert ask(secret, body={"slug": "new", "name": "New"}, path="/communities").status_code == 409
    assert Community.objects.filter(slug="new").count() == 1


def test_failure_is_not_kept_and_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = token_of(cast, "alice")
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr("coterie.api.groups.Status", lambda *_facts: 1 / 0)
        ask(secret)
    left = tea()

    answer = ask(secret)

    assert (left, answer.status_code, "Idempotency-Replayed" in answer, tea()) == (0, 201, False, 1)


def test_what_is_kept_shows_nothing_without_the_secret(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    ask(secret)

    row = KeptAnswer.objects.get()
    assert b"Tea" not in bytes(row.body)
    assert (row.owner in secret, secret in row.owner) == (True, False)
    assert ask(secret).json()["name"] == "Tea"


def test_form_with_another_line_between_its_fields_is_the_same_request(rf) -> None:
    def mark(boundary: str, text: str = "Hi") -> bytes:
        body = f'--{boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n--{boundary}--\r\n'
        return once.digest_of(rf.generic("POST", "/", body, f"multipart/form-data; boundary={boundary}"))

    assert mark("one") == mark("two")
    assert mark("one") != mark("one", "Ho")


def at_once(cast: Cast) -> Counter[str]:
    """Say the same at the same moment."""
    together, secret = Barrier(AT_ONCE), token_of(cast, "dan")

    def one(_place: int) -> str:
        try:
            together.wait()
            answer = ask(secret, path=f"{GROUPS}/{cast.group.key}/messages", body={"text": "Tea?"})
            return "again" if "Idempotency-Replayed" in answer else str(answer.status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_all_at_once_are_served_once() -> None:
    assert at_once(call_cast()) == {"201": 1, "again": AT_ONCE - 1}
    assert Message.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_key_each_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: nobody takes the key."""
    monkeypatch.setattr(keeping, "taken", lambda *_facts: True)

    assert at_once(call_cast()) == {"201": AT_ONCE}
    assert Message.objects.count() == AT_ONCE
