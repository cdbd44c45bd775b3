"""Declaring who is wanted, and seeing who is here."""

import pytest

from coterie.communities.domain.target import set_target
from coterie.communities.models import Canvas
from coterie.kit.clock import now
from coterie.kit.errors import Forbidden, Invalid
from coterie.members.domain.need import tell_needs
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.test_join import enter
from tests.web.visit import visitor

PORTRAIT, TARGET = "/console/table/review/portrait", "/console/table/position/target"


def test_operator_declares_and_sees_what_to_do(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    empty = alice.get(PORTRAIT).content.decode()

    alice.post(TARGET, {"need_learning": "80", "need_friends": "20", "tags": "writer 3\nbaker", "weekly": "2"})
    for number in range(25):
        enter(cast, name=f"Guest {number}")
    tell_needs(member=cast.members["dan"].pk, needs=["job"], actor=cast.actor("dan"), now=now())
    page = alice.get(PORTRAIT).content.decode()

    assert "Nobody was declared yet" in empty
    assert Canvas.objects.get(pk=cast.table.pk).target == {
        "needs": {"learning": 80, "friends": 20}, "tags": {"writer": 3, "baker": 1}, "weekly": 2,
    }  # fmt: skip
    assert "let newcomers be asked" in page
    assert "too few to say" in page
    assert cast.members["dan"].name in page
    assert "Nobody was declared yet" not in page
    assert "writer 3" in alice.get(TARGET).content.decode()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"needs": {"money": 1}}, "needs"),
        ({"tags": {"a": 0}}, "tags"),
        ({"channels": {f"c{n}": 1 for n in range(21)}}, "channels"),
        ({"weekly": 0}, "weekly"),
    ],
)
def test_wrong_target_is_refused_and_changes_nothing(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_target(community=cast.table.pk, actor=cast.actor("alice"), now=NOW, **facts)

    assert refused.value.field == field
    assert Canvas.objects.get(pk=cast.table.pk).target == {}


def test_who_may_not_edit_the_canvas_declares_nothing(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        set_target(community=cast.table.pk, needs={"job": 1}, actor=cast.actor("ann"), now=NOW)
    set_target(community=cast.table.pk, needs={"job": 1}, actor=cast.actor("alice"), now=NOW)
    set_target(community=cast.table.pk, needs={"job": 1}, actor=cast.actor("alice"), now=NOW)
    assert LoggedEvent.objects.filter(kind="canvas_changed", data__answers=["target"]).count() == 1
