"""The permission matrix: every page x the whole cast."""

from functools import cache

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.undone import rolled_back
from tests.web.matrix import ASKERS, Outcome, Row, Scene, Words, set_scene
from tests.web.pages import PAGES
from tests.web.routes import routes

ONES_OWN = ("account_", "mfa_", "usersessions_")
OWN_PAGES = {"me", "tokens", "token_revocation", "session_end", "enter", "None"}
"""Pages about the account of whoever asks."""
FACES = ("console:", "member:", "")
ROUTES = cache(lambda: dict(routes()))


def outcome_of(answer: HttpResponse) -> Outcome:
    if answer.status_code == 302 and "/account/login" in answer["Location"]:
        return "sign_in"
    return {401: "sign_in", 403: "forbidden", 404: "hidden"}.get(answer.status_code, "ok")


def path_of(name: str, row: Row, scene: Scene) -> str:
    words = {**scene.words, **row.words, **(row.named(scene) if row.named else {})}
    route = ROUTES()[name]
    return reverse(name, kwargs={word: words[word] for word in words if f":{word}>" in route})


def seen_by_all(name: str, row: Row, scene: Scene, clients: dict[str, Client]) -> dict[tuple[str, str], Outcome]:
    """Let everybody come to one page, each to the same stage."""
    with rolled_back():
        path = path_of(name, row, scene)
        body = row.body(scene) if callable(row.body) else row.body
        answers = {who: asked(row.method, path, body, clients[who]) for who in ASKERS}
    assert {who for who, answer in answers.items() if answer.status_code >= 500} == set(), name
    assert 405 not in {answer.status_code for answer in answers.values()}, name
    return {(name, who): outcome_of(answer) for who, answer in answers.items()}


def asked(method: str, path: str, body: Words, known: Client) -> HttpResponse:
    client = Client(raise_request_exception=True)
    client.cookies = known.cookies.copy()
    with rolled_back():
        return getattr(client, method)(path, body)


def clients_of(cast: Cast) -> dict[str, Client]:
    """Sign everybody in."""
    clients = {who: Client() for who in ASKERS}
    for who in set(ASKERS) - {"nobody"}:
        clients[who].force_login(cast.accounts[who], backend=BACKEND)
    return clients


def test_every_page_has_a_row() -> None:
    pages = {name for name, route in routes() if not name.startswith(("api:", *ONES_OWN))} - OWN_PAGES

    assert pages == set(PAGES)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("face", FACES)
def test_pages(cast: Cast, face: str) -> None:
    scene, clients = set_scene(cast), clients_of(cast)
    rows = {name: row for name, row in PAGES.items() if name.rpartition(":")[0] + ":" == (face or ":")}

    found = {key: it for name, row in rows.items() for key, it in seen_by_all(name, row, scene, clients).items()}

    assert found == {(name, who): row.audience(who) for name, row in rows.items() for who in ASKERS}
