"""The canvas, and opening a community."""

import pytest

from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import close_community, create_community, open_community
from coterie.communities.enums import State
from coterie.communities.errors import CanvasIncomplete
from coterie.communities.models import Canvas, Community
from coterie.communities.rules import ANSWERS, missing_answers
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import CANVAS, NOW, Cast


@pytest.fixture
def draft(cast: Cast) -> Community:
    facts = {"slug": "draft", "name": "Draft", "owner": cast.accounts["alice"].pk}
    return create_community(**facts, actor=cast.actor("alice"), now=NOW)


def test_open_complete_canvas(cast: Cast, draft: Community) -> None:
    answer_canvas(community=draft.pk, answers=CANVAS, actor=cast.actor("alice"), now=NOW)

    row = open_community(community=draft.pk, actor=cast.actor("alice"), now=NOW)

    assert (row.state, row.opened_at, row.opened_anyway_reason) == (State.OPEN, NOW, "")


def test_open_incomplete_canvas_names_what_is_missing(cast: Cast, draft: Community) -> None:
    answers = {name: value for name, value in CANVAS.items() if name not in ("goal", "needs")}
    answer_canvas(community=draft.pk, answers=answers, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(CanvasIncomplete) as refused:
        open_community(community=draft.pk, actor=cast.actor("alice"), now=NOW)

    assert refused.value.missing == ["goal", "needs"]
    assert Community.objects.get(pk=draft.pk).state == State.DRAFT


def test_open_anyway_keeps_the_reason(cast: Cast, draft: Community) -> None:
    open_community(community=draft.pk, anyway="Fair on Saturday", actor=cast.actor("alice"), now=NOW)

    assert Community.objects.get(pk=draft.pk).opened_anyway_reason == "Fair on Saturday"
    assert LoggedEvent.objects.get(community=draft.pk, kind="community_opened").data == {"missing": list(ANSWERS)}


def test_open_twice_is_refused(cast: Cast) -> None:
    with pytest.raises(Conflict):
        open_community(community=cast.table.pk, actor=cast.actor("alice"), now=NOW)


def test_close_open_community(cast: Cast) -> None:
    row = close_community(community=cast.table.pk, actor=cast.actor("alice"), now=NOW)

    assert (row.state, row.closed_at) == (State.CLOSED, NOW)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"goal": "x" * 301}, "goal"),
        ({"goal": 7}, "goal"),
        ({"types": ["cult"]}, "types"),
        ({"types": "product"}, "types"),
        ({"portrait": {"height": 170}}, "portrait"),
        ({"portrait": {"age_from": 50, "age_to": 20}}, "portrait"),
        ({"portrait": {"age_from": "old"}}, "portrait"),
    ],
)
def test_answer_wrong_part_changes_nothing(
    cast: Cast, draft: Community, answers: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        answer_canvas(community=draft.pk, answers={"attribute": "kept?", **answers}, actor=cast.actor("alice"), now=NOW)

    assert refused.value.field == field
    assert missing_answers(Canvas.objects.get(community=draft)) == list(ANSWERS)


def test_answer_same_again_tells_nothing(cast: Cast) -> None:
    before = LoggedEvent.objects.filter(kind="canvas_changed").count()

    answer_canvas(community=cast.table.pk, answers=CANVAS, actor=cast.actor("alice"), now=NOW)

    assert LoggedEvent.objects.filter(kind="canvas_changed").count() == before


@pytest.mark.parametrize(
    ("name", "error"), [("stranger", NotFound), ("mallory", NotFound), ("dan", NotFound), ("bob", Forbidden)]
)
def test_answer_without_the_right(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        answer_canvas(community=cast.table.pk, answers={"goal": "mine"}, actor=cast.actor(name), now=NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"slug": "a b"}, "slug"),
        ({"slug": "x" * 41}, "slug"),
        ({"name": " "}, "name"),
        ({"timezone": "Mars/Base"}, "timezone"),
    ],
)
def test_create_with_wrong_facts(cast: Cast, facts: dict[str, str], field: str) -> None:
    owner = cast.accounts["alice"].pk
    with pytest.raises(Invalid) as refused:
        create_community(**{"slug": "new", "name": "New", "owner": owner, **facts}, actor=cast.actor("alice"), now=NOW)

    assert refused.value.field == field


def test_create_with_a_taken_address(cast: Cast) -> None:
    with pytest.raises(Conflict):
        create_community(
            slug="table", name="Again", owner=cast.accounts["alice"].pk, actor=cast.actor("alice"), now=NOW
        )
