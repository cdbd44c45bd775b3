"""The table of scopes: each operation needs what it says, all of it, and no more."""

import pytest

from coterie.accounts.models import ApiToken
from coterie.api.scopes import MEMBER_SIDE, SCOPES, scopes_of
from tests.api.calls import CALLS
from tests.api.matrix import Row, operations
from tests.api.test_matrix import answered, named
from tests.api.token import EVERYTHING, token_of
from tests.cast import Cast
from tests.web.matrix import EVERYBODY, Scene, set_scene

FACES = sorted({face for face, _name in operations()})
NOTHING = ["nothing_at_all"]


def test_every_operation_names_its_scopes() -> None:
    assert set(SCOPES) == {name for _face, name in operations() if MEMBER_SIDE not in name}
    assert {scope for scopes in SCOPES.values() for scope in scopes} <= set(EVERYTHING)


def outcome(cast: Cast, scene: Scene, query: str, row: Row, scopes: list[str]) -> str:
    """Return what somebody is answered who may do this, with a token of these scopes."""
    who = next(one for one in ("dan", *EVERYBODY) if row.people(one) == "ok")
    ApiToken.objects.all().delete()
    return answered(query, row, scene, {who: token_of(cast, who, scopes or NOTHING)})[who]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("face", FACES)
def test_scopes_are_needed_and_enough(cast: Cast, face: str) -> None:
    scene, of_face = set_scene(cast), {name for known, name in operations() if known == face}
    lacking, needless = [], []

    for query, row in CALLS.items():
        scopes = list(scopes_of(named(query))) if named(query) in of_face else []
        if named(query) in of_face and outcome(cast, scene, query, row, scopes) != "ok":
            lacking.append(query)
        for one in scopes:
            less = [other for other in scopes if other != one]
            if outcome(cast, scene, query, row, less) not in {"forbidden", "hidden"}:
                needless.append((query, one))

    assert (lacking, needless) == ([], [])
