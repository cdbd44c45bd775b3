"""Joining by a program: what stands at the door, and one seat however often it asks."""

import pytest
from django.http import HttpResponse

from coterie.communities.domain.community import close_community
from coterie.joining.models import LiveCode, RedeemCode
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


def set_steps(cast: Cast, *steps: dict[str, object]) -> None:
    answer = call(
        "PUT", "/communities/table/thresholds", token_of(cast, "alice"), {"steps": [{"kind": "rules"}, *steps]}
    )
    assert answer.status_code == 200, answer.content


def hand_in(cast: Cast, kind: str, key: str = "", **said: object) -> HttpResponse:
    headers = {"Idempotency-Key": key} if key else {}
    return call("PUT", f"{DOOR}/{kind}", token_of(cast, "stranger"), said, headers)


def standing(cast: Cast) -> list[tuple[str, bool, str]]:
    steps = call("GET", DOOR, token_of(cast, "stranger")).json()["steps"]
    return [(step["kind"], step["done"], step["state"]) for step in steps]


def test_steps_are_handed_in_one_by_one(cast: Cast) -> None:
    set_steps(cast, {"kind": "referral"}, {"kind": "approval", "note": "We read every word."})
    early = hand_in(cast, "approval", name="Zoe")

    passed = hand_in(cast, "referral", member=cast.members["carol"].key)
    waiting = [hand_in(cast, "approval", name="Zoe", words="I write.") for _each in range(2)]

    assert (early.status_code, early.json()["field"]) == (422, "referral")
    assert passed.json()["steps"][0]["state"] == "passed"
    assert [
        (one["note"], one["state"], one["before"]) for one in (answer.json()["steps"][1] for answer in waiting)
    ] == [("We read every word.", "waiting", 0)] * 2
    assert call("POST", OWN, token_of(cast, "stranger"), ZOE).json()["field"] == "approval"


def test_who_was_approved_joins(cast: Cast) -> None:
    set_steps(cast, {"kind": "approval"})
    hand_in(cast, "approval", name="Zoe")
    secret = token_of(cast, "alice")
    [one] = call("GET", "/communities/table/applications", secret).json()["items"]

    decided = {"applications": [one["key"]], "action": "approve"}
    call("POST", "/communities/table/applications/decisions", secret, decided)

    assert standing(cast) == [("approval", True, "passed")]
    assert call("POST", OWN, token_of(cast, "stranger"), ZOE).status_code == 201


def test_graded_questions_tell_how_often_one_may_try(cast: Cast) -> None:
    question = {"text": "The word?", "kind": "choice", "choices": ["red", "blue"], "right": ["red"]}
    set_steps(cast, {"kind": "questions", "questions": [question], "pass_mark": 1, "tries": 2})
    [asked] = call("GET", DOOR, token_of(cast, "stranger")).json()["questions"]

    wrong = hand_in(cast, "questions", answers={asked["key"]: "blue"}).json()["steps"][0]
    right = hand_in(cast, "questions", answers={asked["key"]: ["red"]}).json()["steps"][0]

    assert "right" not in asked
    assert (wrong["apart"], wrong["done"], wrong["needed"], wrong["tries_left"]) == (True, False, 1, 1)
    assert (right["done"], right["state"]) == (True, "passed")


def test_code_is_redeemed_once_under_a_key_and_under_another(cast: Cast) -> None:
    set_steps(cast, {"kind": "redeem"})
    made = {"count": 2, "title": "Fair"}
    codes = call("POST", "/communities/table/redeem-codes", token_of(cast, "alice"), made).json()["codes"]

    answers = [hand_in(cast, "redeem", key, code=codes[0]) for key in ("one", "one", "two", "")]

    assert [(answer.status_code, answer.json()["steps"][0]["done"]) for answer in answers] == [(200, True)] * 4
    assert RedeemCode.objects.exclude(visitor=None).count() == 1


def test_keys_do_not_make_guessing_cheaper(cast: Cast) -> None:
    """What is counted of guesses stays counted, though the guess was refused."""
    set_steps(cast, {"kind": "redeem"})

    statuses = [hand_in(cast, "redeem", f"key-{guess}", code=f"guess{guess}").status_code for guess in range(7)]

    assert statuses == [422] * 5 + [429] * 2


@pytest.mark.parametrize("kind", ["rules", "purchase"])
def test_step_that_is_not_asked_is_unknown(cast: Cast, kind: str) -> None:
    assert hand_in(cast, kind, number="1").status_code == 404
