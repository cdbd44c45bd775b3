"""The permission matrix: every operation of the API x the whole cast, by token."""

import pytest

from coterie.api.program import api
from coterie.communities.enums import Permission
from tests.api.calls import CALLS
from tests.api.matrix import CALLERS, Row, operations
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.undone import rolled_back
from tests.web.matrix import ASKERS, Outcome, Scene, set_scene

FACES = sorted({face for face, _name in operations()})
OUTCOMES = {200: "ok", 201: "ok", 204: "ok", 401: "sign_in", 403: "forbidden", 404: "hidden", 409: "conflict"}


def named(query: str) -> str:
    return query.partition("?")[0]


def tokens(cast: Cast) -> dict[str, str | None]:
    full = {who: token_of(cast, who) for who in ASKERS if who != "nobody"}
    return {**full, "narrow": token_of(cast, "alice", [Permission.SEE_MEMBERS]), "nobody": None}


def answered(name: str, row: Row, scene: Scene, secrets: dict[str, str | None]) -> dict[str, Outcome]:
    """Let each of these people make the same call on the same stage."""
    with rolled_back():
        method, path = name.split(" ", 1)
        place = path.format(**row.words(scene))
        body = row.body(scene) if callable(row.body) else row.body
        return {who: answered_one(method.upper(), place, row, body, secret) for who, secret in secrets.items()}


def answered_one(method: str, place: str, row: Row, body: object, secret: str | None) -> Outcome:
    with rolled_back():
        answer = upload(place, secret, row.form()) if row.form else call(method, place, secret, body)
    return OUTCOMES.get(answer.status_code) or f"{answer.status_code} {answer.content[:200]!r}"


def test_every_operation_has_a_row() -> None:
    assert {name for _face, name in operations()} == {named(query) for query in CALLS}


def test_every_address_is_kept_by_one_router() -> None:
    places = [path for _prefix, router in api._routers for path in router.path_operations]

    assert sorted(places) == sorted(set(places))


def test_mallory_reaches_nothing_of_another_community() -> None:
    assert {row.audience("mallory") for name, row in CALLS.items() if "{slug}" in name} == {"hidden"}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("face", FACES)
def test_calls(cast: Cast, face: str) -> None:
    scene, secrets = set_scene(cast), tokens(cast)
    of_face = {name for known, name in operations() if known == face}
    rows = {query: row for query, row in CALLS.items() if named(query) in of_face}

    found = {name: answered(name, row, scene, secrets) for name, row in rows.items()}

    wanted = {name: {who: row.audience(who) for who in CALLERS} for name, row in rows.items()}
    assert {name: found[name] for name in found if found[name] != wanted[name]} == {}
