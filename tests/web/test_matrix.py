"""The permission matrix: every page x the whole cast."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.web.matrix import EVERYBODY, Outcome, Row, Scene, set_scene
from tests.web.pages import PAGES
from tests.web.routes import routes

ONES_OWN = ("account_", "mfa_", "usersessions_")
OWN_PAGES = {"me", "tokens", "token_revocation", "session_end", "enter", "None"}
"""Pages about the account of whoever asks."""
FACES = ("console:", "member:", "")


def outcome_of(answer: HttpResponse) -> Outcome:
    if answer.status_code == 302 and "/account/login" in answer["Location"]:
        return "sign_in"
    return {401: "sign_in", 403: "forbidden", 404: "hidden"}.get(answer.status_code, "ok")


def path_of(name: str, row: Row, scene: Scene) -> str:
    words = {**scene.words, **row.words, **(row.named(scene) if row.named else {})}
    route = next(route for known, route in routes() if known == name)
    return reverse(name, kwargs={word: words[word] for word in words if f":{word}>" in route})


def seen(name: str, row: Row, scene: Scene, who: str) -> Outcome:
    client = Client(raise_request_exception=True)
    point = transaction.savepoint()
    path = path_of(name, row, scene)
    if who != "nobody":
        client.force_login(scene.cast.accounts[who], backend=BACKEND)
    answer = getattr(client, row.method)(path, row.body(scene) if callable(row.body) else row.body)
    transaction.savepoint_rollback(point)
    assert answer.status_code < 500, (name, who)
    assert answer.status_code != 405, name
    return outcome_of(answer)


def test_every_page_has_a_row() -> None:
    pages = {name for name, route in routes() if not name.startswith(("api:", *ONES_OWN))} - OWN_PAGES

    assert pages == set(PAGES)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("face", FACES)
def test_pages(cast: Cast, face: str) -> None:
    scene = set_scene(cast)
    rows = {name: row for name, row in PAGES.items() if name.rpartition(":")[0] + ":" == (face or ":")}

    found = {(name, who): seen(name, row, scene, who) for name, row in rows.items() for who in EVERYBODY}

    assert found == {(name, who): row.audience(who) for name, row in rows.items() for who in EVERYBODY}
