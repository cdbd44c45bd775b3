"""Joining by a program: what stands at the door, and one seat however often it asks."""

import pytest

from coterie.communities.domain.community import close_community
from coterie.joining.models import LiveCode
from coterie.members.models import Member
from coterie.platform.events.pump import catch_up
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, counted

DOOR, OWN = "/open-communities/table/door", "/me/memberships"
ZOE = {"community": "table", "name": "Zoe", "accepted_rules": 1}


def asked(cast: Cast) -> dict[str, str]:
    """Ask two questions at the door; return their keys."""
    questions = [
        {"text": "Why?"},
        {"text": "The word?", "kind": "choice", "choices": ["red", "blue"], "right": ["red"]},
    ]
    answer = call("PUT", "/communities/table/questions", token_of(cast, "alice"), {"questions": questions})
    return {one["text"]: one["key"] for one in answer.json()["questions"]}


def test_open_communities_are_listed(cast: Cast) -> None:
    secret = token_of(cast, "stranger")

    before = [one["slug"] for one in call("GET", "/open-communities", secret).json()["items"]]
    close_community(community=cast.other.pk, actor=cast.actor("mallory"), now=NOW)
    after = [one["slug"] for one in call("GET", "/open-communities", secret).json()["items"]]

    assert (before, after) == (["other", "table"], ["table"])
    assert call("GET", "/open-communities/other", secret).status_code == 404


def test_public_page_says_what_strangers_may_know(cast: Cast) -> None:
    catch_up(now=NOW)

    page = call("GET", "/open-communities/table", token_of(cast, "stranger")).json()

    assert (page["name"], page["rules"], page["what_kind"]) == (
        "Table", "Be kind.\nNo advertisements.", "A table of copywriters",
    )  # fmt: skip
    assert [(one["name"], one["members"]) for one in page["groups"]][:2] == [("Basic", 4), ("VIP", 1)]
    assert page["door"].startswith("http")


def test_door_shows_rules_and_questions(cast: Cast) -> None:
    keys = asked(cast)

    door = call("GET", DOOR, token_of(cast, "stranger")).json()

    assert door["rules"] == {"version": 1, "text": "Be kind.\nNo advertisements.", "accepted": False}
    assert [(one["key"], one["text"], one["choices"], one["answer"]) for one in door["questions"]] == [
        (keys["Why?"], "Why?", [], ""),
        (keys["The word?"], "The word?", ["red", "blue"], ""),
    ]
    assert "right" not in door["questions"][1]


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"accepted_rules": None}, "threshold_unmet", "rules"),
        ({"answers": {"Why?": "To learn"}}, "threshold_unmet", "answer_The word?"),
        ({"answers": {"Why?": "To learn", "The word?": "blue"}}, "threshold_unmet", "answer_The word?"),
        ({"answers": {"Who?": "I"}}, "not_found", "answers"),
        ({"code": "zzzzzzz"}, "not_found", "code"),
        ({"name": " "}, "invalid", "name"),
    ],
)
def test_who_does_not_pass_is_told_why(cast: Cast, said: dict, code: str, field: str) -> None:
    keys = asked(cast)
    right = {"Why?": "To learn", "The word?": "red"}
    answers = {keys.get(text, text): answer for text, answer in said.get("answers", right).items()}

    answer = call("POST", OWN, token_of(cast, "stranger"), {**ZOE, **said, "answers": answers})

    problem = answer.json()
    assert (problem["code"], problem["field"]) == (code, field.replace("The word?", keys["The word?"]))
    assert not Member.objects.filter(account=cast.accounts["stranger"]).exists()


def test_program_joins_once_however_often_it_asks(cast: Cast) -> None:
    keys, secret = asked(cast), token_of(cast, "stranger")
    said = {**ZOE, "answers": {keys["Why?"]: "To learn", keys["The word?"]: "red"}}

    first, second = (call("POST", OWN, secret, said) for _each in range(2))

    assert (first.status_code, first.json()) == (201, second.json())
    assert Member.objects.filter(account=cast.accounts["stranger"], name="Zoe").count() == 1
    door = call("GET", DOOR, secret).json()
    assert (door["rules"]["accepted"], [one["answer"] for one in door["questions"]]) == (True, ["To learn", "red"])


def test_program_takes_one_seat_behind_a_code(cast: Cast) -> None:
    code, secret = code_of(cast, slots=1, capacity=1), token_of(cast, "stranger")

    places = [call("POST", OWN, secret, {**ZOE, "code": code.slug}).json()["group"] for _each in range(3)]
    late = call("POST", OWN, token_of(cast, "mallory"), {**ZOE, "code": code.slug})

    assert len(set(places)) == 1
    assert (counted(code), LiveCode.objects.get(pk=code.pk).joins) == ([(1, 1, 1)], 1)
    assert (late.status_code, late.json()["code"]) == (409, "no_seat")


def test_code_of_another_community_leads_nowhere(cast: Cast) -> None:
    code = code_of(cast)

    answers = [
        call("POST", OWN, token_of(cast, "stranger"), {**ZOE, "community": "other", "code": code.slug}),
        call("GET", f"/open-communities/other/door?code={code.slug}", token_of(cast, "stranger")),
    ]

    assert [(answer.status_code, answer.json()["field"]) for answer in answers] == [(404, "code")] * 2
