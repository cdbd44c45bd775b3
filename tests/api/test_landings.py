"""Landing pages through the API."""

import pytest

from tests.api.token import call, token_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGES = "/communities/table/landing-pages"
BODY = {
    "slug": "summer",
    "title": "Write in summer",
    "blocks": [{"kind": "story", "heading": "Why", "text": "Because."}],
}


def test_page_is_written_published_tested_and_removed(cast: Cast) -> None:
    secret = token_of(cast, "bob")
    made = call("POST", PAGES, secret, BODY)
    path = f"{PAGES}/{made.json()['key']}"

    shown = call("PUT", f"{path}/publication", secret).json()["shown"]
    call("PUT", path, secret, BODY | {"title": "Write tonight"})
    begun = call("POST", f"{path}/test", secret)
    stands = call("GET", f"{path}/test", secret).json()
    ended = call("PUT", f"{path}/test/end", secret, {"keep": "b"}).json()
    restored = call("PUT", f"{path}/versions/1/restoration", secret).json()
    hidden = call("DELETE", f"{path}/publication", secret).json()

    assert (made.status_code, shown, begun.status_code, stands["finding"]) == (201, 1, 201, "early")
    assert (ended["kept"], restored["shown"], restored["title"]) == ("b", 2, "Write in summer")
    assert (hidden["shown"], call("DELETE", path, secret).status_code, call("GET", path, secret).status_code) == (
        None,
        204,
        404,
    )


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"slug": "two words"}, 422),
        ({"title": " "}, 422),
        ({"code": "nothere"}, 404),
        ({"blocks": [{"kind": "ad"}]}, 422),
    ],
)
def test_wrong_input_makes_nothing(cast: Cast, wrong: dict[str, object], status: int) -> None:
    secret = token_of(cast, "bob")

    answer = call("POST", PAGES, secret, BODY | wrong)

    assert (answer.status_code, call("GET", PAGES, secret).json()["items"]) == (status, [])


def test_second_test_is_refused(cast: Cast) -> None:
    secret = token_of(cast, "bob")
    path = f"{PAGES}/{call('POST', PAGES, secret, BODY).json()['key']}"

    assert call("POST", f"{path}/test", secret).status_code == 409
