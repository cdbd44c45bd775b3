"""Whatever is sent, the API answers: every operation, with what nobody would think of."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from coterie.api.program import api
from tests.api.matrix import CALLS, Row
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.web.matrix import Scene, set_scene

BEFORE = "/api/v1"
ROWS = {query.partition("?")[0]: row for query, row in CALLS.items()}
BOUNDED = settings(
    max_examples=12, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
FACES = sorted({operation.tags[0] for operation in OPERATIONS})


def path_of(case: Case, row: Row, scene: Scene, *, real: bool) -> str:
    """Return the address: what the path names is there, or is anything."""
    words = row.words(scene) if real else case.path_parameters
    place = case.path.removeprefix(BEFORE).format(**{name: quote(str(word), safe="") for name, word in words.items()})
    return f"{place}?{urlencode(case.query or {}, doseq=True, errors='replace')}"


def body_of(case: Case) -> str:
    given = isinstance(case.body, dict | list | str | int | float | bool | None)
    return json.dumps(case.body) if given and case.media_type else ""


def failures(operation: APIOperation, scene: Scene, secret: str) -> dict[str, object]:
    """Send much to one operation; return what made it fail, one of each kind."""
    row, failed = ROWS[f"{operation.method} {operation.path.removeprefix(BEFORE)}"], {}
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode])

    @BOUNDED
    @given(case=cases, real=st.booleans())
    def fuzz(case: Case, real: bool) -> None:
        with rolled_back():
            path, body = path_of(case, row, scene, real=real), body_of(case)
            try:
                status = call(case.method.upper(), path, secret, body).status_code
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
                status = repr(error)
        if status not in range(200, 500):
            failed[f"{operation.method} {operation.path} {status}"] = (path, body)

    fuzz()
    return failed


@contextmanager
def rolled_back() -> Iterator[None]:
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("face", FACES)
def test_nothing_sent_makes_the_api_fail(cast: Cast, face: str) -> None:
    scene, secret = set_scene(cast), token_of(cast, "alice")

    failed = [failures(operation, scene, secret) for operation in OPERATIONS if operation.tags[0] == face]

    assert [one for one in failed if one] == []
