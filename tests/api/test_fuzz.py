"""Whatever is sent, the API answers: every operation, with what nobody would think of."""

import json
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from coterie.api.program import api
from tests.api.calls import CALLS
from tests.api.matrix import operations
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.undone import rolled_back
from tests.web.matrix import Scene, set_scene

BEFORE, FORM, KEY = "/api/v1", "multipart/form-data", "Idempotency-Key"
ROWS = {query.partition("?")[0]: row for query, row in CALLS.items()}
# What a second database refuses that the first takes is in the first few: numbers out of range, signs that are none.
BOUNDED = settings(
    max_examples=12 if connection.vendor == "sqlite" else 5, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
FACES = sorted({operation.tags[0] for operation in OPERATIONS})


def path_of(case: Case, words: dict[str, object]) -> str:
    """Return the address of a case whose path names these."""
    place = case.path.removeprefix(BEFORE).format(**{name: quote(str(word), safe="") for name, word in words.items()})
    return f"{place}?{urlencode(case.query or {}, doseq=True, errors='replace')}"


def sent(case: Case, path: str, secret: str) -> HttpResponse:
    """Send a case as JSON or as a form, with the headers that it has."""
    key = str((case.headers or {}).get(KEY, ""))
    headers = {KEY: key} if key.isascii() and key.isprintable() and key else {}
    if case.media_type == FORM and isinstance(case.body, dict):
        form = {name: filled(value) for name, value in case.body.items()}
        return upload(path, secret, form, headers.get(KEY, ""))
    given = isinstance(case.body, dict | list | str | int | float | bool | None)
    body = json.dumps(case.body) if given and case.media_type else ""
    return call(case.method.upper(), path, secret, body, headers)


def filled(value: object) -> object:
    """Return what a field of a form can hold: files for bytes, words for all else."""
    if isinstance(value, list):
        return [filled(one) for one in value]
    data = getattr(value, "data", value)
    return SimpleUploadedFile("any.log", data) if isinstance(data, bytes) else str(value)


def is_in_form(answer: HttpResponse) -> bool:
    """Tell whether a refusal is a problem document."""
    return answer.status_code < 400 or answer["Content-Type"] == "application/problem+json"


def failures(operation: APIOperation, scene: Scene, secret: str, statuses: set[object]) -> dict[str, object]:
    """Send much to one operation; return what made it fail, one of each kind.

    What its path names is there, or is anything.
    """
    row = ROWS[f"{operation.method} {operation.path.removeprefix(BEFORE)}"]
    words, failed = row.words(scene), {}
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode])

    @BOUNDED
    @given(case=cases, real=st.booleans())
    def fuzz(case: Case, real: bool) -> None:
        with rolled_back():
            path = path_of(case, words if real else case.path_parameters)
            try:
                answer = sent(case, path, secret)
                said = answer.status_code if is_in_form(answer) else f"{answer.status_code} out of form"
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
                said = repr(error)
        statuses.add(said)
        if said not in range(200, 500):
            failed[f"{operation.method} {operation.path} {said}"] = (path, case.headers, case.body)

    fuzz()
    if operation.method == "get" or isinstance(row.body, dict):
        # chance alone may ask for no list without a wrong cursor, and make up no body whose numbers go together
        body = json.dumps(row.body) if row.body else ""
        with rolled_back():
            place = operation.path.removeprefix(BEFORE).format(**words)
            statuses.add(call(operation.method.upper(), place, secret, body).status_code)
    return failed


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("face", FACES)
def test_nothing_sent_makes_the_api_fail(cast: Cast, face: str) -> None:
    scene, secret, statuses = set_scene(cast), token_of(cast, "alice"), set()
    of_face = [operation for operation in OPERATIONS if operation.tags[0] == face]

    failed = []
    for operation in of_face:
        with rolled_back():
            failed.append(failures(operation, scene, secret, statuses))

    assert [one for one in failed if one] == []
    assert statuses & {200, 201, 204}, "nothing of all that was served"


def test_every_operation_is_fuzzed() -> None:
    sent = {f"{operation.method} {operation.path.removeprefix(BEFORE)}" for operation in OPERATIONS}

    assert sent == {name for _face, name in operations()}
