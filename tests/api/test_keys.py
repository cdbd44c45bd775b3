"""What leaves through the API is named by keys; the numbers of rows stay inside."""

import re
from collections.abc import Iterator

import pytest

from coterie.api.program import api
from coterie.joining.domain.channel import create_channel
from coterie.joining.models import Answer, Question
from tests.api.token import call, token_of
from tests.cast import NOW, Cast

KEY = re.compile(r"[2-9a-hj-km-np-tv-z]{12}")
CHANNELS, CODES, QUESTIONS = (f"/communities/table/{name}" for name in ("channels", "codes", "questions"))
COUNTED = {"number", "option", "visitor"}
"""Numbers that people count with (decision 3): of a slot within its code, of an option of a poll, and a visitor's random one."""


def asked(secret: str, *questions: dict[str, object]) -> list[dict[str, object]]:
    answer = call("PUT", QUESTIONS, secret, {"questions": list(questions)})
    assert answer.status_code == 200, answer.content
    return answer.json()["questions"]


def numbered() -> Iterator[str]:
    """Yield what the schema shows of numbers of rows: fields called `id`, but for the tax office's, and whole numbers in
    addresses."""
    schema = api.get_openapi_schema()
    for name, form in schema["components"]["schemas"].items():
        yield from (
            f"{name}.{field}" for field in form.get("properties", {}) if re.search(r"(^|(?<!tax)_)(id|pk)s?$", field)
        )
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for one in operation.get("parameters", []):
                if one["in"] == "path" and one["schema"].get("type") == "integer" and one["name"] not in COUNTED:
                    yield f"{path} {one['name']}"


def test_schema_shows_no_number_of_a_row() -> None:
    assert list(numbered()) == []


def test_channel_is_named_by_its_key(cast: Cast) -> None:
    secret = token_of(cast, "alice")

    made = call("POST", CHANNELS, secret, {"name": "Window"}).json()
    [listed] = call("GET", CHANNELS, secret).json()["items"]
    code = call("POST", CODES, secret, {"title": "Window", "groups": ["Basic"], "channel": made["key"]}).json()

    assert KEY.fullmatch(made["key"])
    assert (listed, code["channel"]) == (made, made["key"])
    assert call("PUT", f"{CODES}/{code['slug']}", secret, {"title": "Window"}).json()["channel"] is None


def test_channel_of_another_community_is_unknown(cast: Cast) -> None:
    foreign = create_channel(community=cast.other.pk, name="Wall", actor=cast.actor("mallory"), now=NOW)

    for key in (foreign.key, "unknown", ""):
        answer = call("POST", CODES, token_of(cast, "alice"), {"title": "Window", "channel": key})
        assert (answer.status_code, answer.json()["field"]) == (404, "channel")


def test_asking_the_same_twice_changes_nothing(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    why, what = {"text": "Why do you come?"}, {"text": "Which?", "kind": "choice", "choices": ["red", "blue"]}

    first, second = asked(secret, why, what), asked(secret, why, what)

    assert first == second == asked(secret, *first)
    assert [bool(KEY.fullmatch(one["key"])) for one in first] == [True, True]
    assert Question.objects.count() == 2


def test_key_keeps_the_answers_of_a_question_in_new_words(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    [why] = asked(secret, {"text": "Why do you come?"})
    Answer.objects.create(question=Question.objects.get(), visitor=5, value="To learn", at=NOW)

    changed = asked(secret, {"text": "Why do you come?"}, {**why, "text": "What brings you here?"})

    assert [(one["text"], one["key"] == why["key"]) for one in changed] == [
        ("Why do you come?", False),
        ("What brings you here?", True),
    ]
    assert Answer.objects.get().question.text == "What brings you here?"


def test_question_that_comes_back_is_the_one_it_was(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    [why] = asked(secret, {"text": "Why do you come?"})

    assert asked(secret) == []
    assert call("GET", QUESTIONS, secret).json() == {"questions": []}
    assert asked(secret, {"text": "Why do you come?"}) == [why]


def test_question_of_nobody_here_is_unknown(cast: Cast) -> None:
    [foreign] = call(
        "PUT", "/communities/other/questions", token_of(cast, "mallory"), {"questions": [{"text": "Who?"}]}
    ).json()["questions"]

    answer = call("PUT", QUESTIONS, token_of(cast, "alice"), {"questions": [foreign]})

    assert (answer.status_code, answer.json()["field"]) == (404, "questions")
    assert Question.objects.get().text == "Who?"


@pytest.mark.parametrize("sheet", ["funnel", "retention", "activity", "hours", "ties"])
def test_picture_of_the_review_is_a_table(cast: Cast, sheet: str) -> None:
    answer = call("GET", f"/communities/table/review/{sheet}", token_of(cast, "ann"))

    table = answer.json()
    assert (answer.status_code, bool(table["sentence"])) == (200, True)
    assert {len(row) for row in table["rows"]} <= {len(table["columns"])} == {len(table["names"])}


def test_review_names_groups_and_leaders_by_key(cast: Cast) -> None:
    place = f"/communities/table/groups/{cast.group.key}/messages"
    said = call("POST", place, token_of(cast, "dan"), {"text": "How?"}).json()
    call("POST", place, token_of(cast, "carol"), {"text": "So.", "reply_to": said["key"]})

    report = call("GET", "/communities/table/review", token_of(cast, "ann")).json()

    assert {one["group"] for one in report["groups"]} <= {cast.group.key, cast.vip.key}
    assert [(one["member"], one["key"], "id" in one) for one in report["leaders"]] == [
        ("Carol", cast.members["carol"].key, False)
    ]
