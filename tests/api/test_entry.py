"""The steps at the door and who stands before them, over the API."""

from coterie.joining.domain.application import apply_to_join
from coterie.joining.domain.invitation import accept_invitation
from coterie.joining.domain.redeem_code import redeem_code
from coterie.joining.domain.threshold import StepDraft
from coterie.kit.actor import VISITOR
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.joining.steps import BASIC, graded, set_steps, standing, visit_of
from tests.joining.test_join import enter

TABLE = "/communities/table"


def test_steps_are_read_as_they_were_set(cast: Cast) -> None:
    secret, code = token_of(cast, "bob"), code_of(cast)
    sells = {
        "text": "You sell?",
        "kind": "choices",
        "choices": ["food", "books"],
        "right": ["food"],
        "tags": {"food": "F"},
    }
    asked = {"kind": "questions", "questions": [sells], "pass_mark": 1, "tries": 2, "after_tries": "operator"}
    steps = [{"kind": "purchase", "per_order": 2, "note": "Page 3"}, asked]

    for path in (f"{TABLE}/thresholds", f"{TABLE}/codes/{code.slug}/thresholds"):
        answered = call("PUT", path, secret, {"steps": steps})
        again = call("PUT", path, secret, answered.json())

        first, second = call("GET", path, secret).json()["steps"]
        assert (answered.status_code, again.json()) == (200, answered.json())
        assert (first["kind"], first["per_order"], first["note"]) == ("purchase", 2, "Page 3")
        assert {name: second[name] for name in ("pass_mark", "tries", "after_tries")} == {
            "pass_mark": 1, "tries": 2, "after_tries": "operator"
        }  # fmt: skip
        assert {**second["questions"][0], "key": None} == {**sells, "key": None, "required": True}


def test_changing_the_questions_leaves_the_other_steps_and_the_grading(cast: Cast) -> None:
    set_steps(cast, graded(), StepDraft(kind="approval"))
    secret = token_of(cast, "alice")
    questions = call("GET", f"{TABLE}/questions", secret).json()["questions"]

    call("PUT", f"{TABLE}/questions", secret, {"questions": questions[::-1]})
    steps = call("GET", f"{TABLE}/thresholds", secret).json()["steps"]

    assert [(step["kind"], step["pass_mark"]) for step in steps] == [("questions", 2), ("approval", None)]
    assert steps[0]["questions"] == questions[::-1]


def test_refused_steps_name_the_field(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    wrong = {"kind": "questions", "questions": [{"text": "Why?"}], "pass_mark": 3}

    answer = call("PUT", f"{TABLE}/thresholds", secret, {"steps": [wrong]})

    assert (answer.status_code, answer.json()["field"]) == (422, "pass_mark")
    assert call("GET", f"{TABLE}/thresholds", secret).json() == {"steps": []}


def test_applications_are_listed_and_decided(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    visit, secret = visit_of(cast), token_of(cast, "bob")
    apply_to_join(visit=visit, name="Zoe", words="Hello", actor=VISITOR, now=NOW)

    [row] = call("GET", f"{TABLE}/applications", secret).json()["items"]
    body = {"applications": [row["key"], "nokey"], "action": "approve"}
    decided = call("POST", f"{TABLE}/applications/decisions", secret, body).json()

    assert (row["name"], row["words"], row["step"], decided) == ("Zoe", "Hello", "approval", {"decided": 1})
    assert standing(visit)["approval"]


def test_invitations_and_codes_made_by_programs_open_the_door(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="invitation"), StepDraft(kind="redeem"))
    visit, secret = visit_of(cast), token_of(cast, "bob")
    guess = {"visit": visit, "origin": "192.0.2.1", "actor": VISITOR, "now": NOW}

    invitation = call("POST", f"{TABLE}/invitations", secret, {"invited": "Lin"}).json()
    made = call("POST", f"{TABLE}/redeem-codes", secret, {"title": "Book", "count": 2}).json()
    accept_invitation(key=invitation["key"], **guess)
    redeem_code(code=made["codes"][0], **guess)

    [batch] = call("GET", f"{TABLE}/redeem-codes", secret).json()["items"]
    assert standing(visit) == {"rules": False, "invitation": True, "redeem": True}
    assert (batch["made"], batch["used"]) == (2, 1)


def test_answers_of_a_member(cast: Cast) -> None:
    [basic] = set_steps(cast, StepDraft(kind="questions", questions=(BASIC,)))
    joined = enter(cast, answers={basic.pk: "4"})
    key = next(row["key"] for row in call("GET", f"{TABLE}/members", token_of(cast, "bob")).json()["items"]
               if row["number"] == joined.number)  # fmt: skip

    said = call("GET", f"{TABLE}/members/{key}/answers", token_of(cast, "bob")).json()["items"]

    assert [(one["question"], one["answer"]) for one in said] == [("2 + 2?", "4")]
