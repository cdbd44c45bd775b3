"""The permission matrix: every operation of the API x the whole cast, by token."""

import pytest
from django.db import transaction

from coterie.api.program import api
from coterie.communities.enums import Permission
from tests.api.calls import CALLS
from tests.api.matrix import CALLERS, Row, operations
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.web.matrix import EVERYBODY, Outcome, Scene, set_scene

FACES = sorted({face for face, _name in operations()})
OUTCOMES = {200: "ok", 201: "ok", 204: "ok", 401: "sign_in", 403: "forbidden", 404: "hidden", 409: "conflict"}


def named(query: str) -> str:
    return query.partition("?")[0]


def tokens(cast: Cast) -> dict[str, str | None]:
    full = {who: token_of(cast, who) for who in EVERYBODY if who != "nobody"}
    return {**full, "narrow": token_of(cast, "alice", [Permission.SEE_MEMBERS]), "nobody": None}


def answered(name: str, row: Row, scene: Scene, secret: str | None) -> Outcome:
    point = transaction.savepoint()
    method, path = name.split(" ", 1)
    place = path.format(**row.words(scene))
    body = row.body(scene) if callable(row.body) else row.body
    answer = upload(place, secret, row.form()) if row.form else call(method.upper(), place, secret, body)
    transaction.savepoint_rollback(point)
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

    found = {(name, who): answered(name, row, scene, secrets[who]) for name, row in rows.items() for who in CALLERS}

    wanted = {(name, who): row.audience(who) for name, row in rows.items() for who in CALLERS}
    assert {pair: found[pair] for pair in found if found[pair] != wanted[pair]} == {}
