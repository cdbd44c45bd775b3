"""Beginning a community whole."""

import pytest

from coterie.accounts.models import Account
from coterie.communities.queries.communities import communities_run_by, rules_in_force
from coterie.communities.rules import missing_answers
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.beginning import begin_community
from coterie.joining.models import LiveCode, Slot
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.models import LoggedEvent
from tests.cast import CANVAS, NOW, Cast


def begun(cast: Cast, **changes: object) -> LiveCode:
    facts = {"slug": "readers", "name": "Readers", "timezone": "UTC", "language": "en", "currency": "EUR"}
    words = {"facts": facts, "answers": CANVAS, "rules": "Be kind.", "group": "Everybody", "code": "First code"}
    words |= {"called": "Ruth"}
    stranger = cast.accounts["stranger"].pk
    return begin_community(**{**words, **changes}, owner=stranger, actor=cast.actor("stranger"), now=NOW)


def test_beginning_makes_all_that_a_community_needs(cast: Cast) -> None:
    code = begun(cast)

    actor = cast.actor("stranger")
    [community] = communities_run_by(actor)
    [group] = groups_run_by(actor, community.pk)
    rules = rules_in_force(community.pk)
    assert Account.objects.get(pk=actor.account).name == "Ruth"
    assert (community.slug, community.state, community.currency) == ("readers", "draft", "EUR")
    assert missing_answers(community.canvas) == []
    assert rules is not None
    assert (rules.version, rules.text) == (1, "Be kind.")
    assert (group.name, group.capacity) == ("Everybody", 200)
    assert list(Slot.objects.filter(code=code).values_list("group", "capacity")) == [(group.pk, 200)]
    kinds = LoggedEvent.objects.filter(community=community.pk).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["community_created", "canvas_changed", "rules_published", "group_created", "code_created"]


@pytest.mark.parametrize(
    ("wrong", "error", "field"),
    [
        ({"facts": {"slug": "table", "name": "Again", "timezone": "UTC"}}, Conflict, "slug"),
        ({"answers": {"types": ["nonsense"]}}, Invalid, "types"),
        ({"rules": " "}, Invalid, "text"),
    ],
)
def test_beginning_makes_nothing_when_something_is_wrong(
    cast: Cast, wrong: dict[str, object], error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as told:
        begun(cast, **wrong)

    assert told.value.field == field
    assert not communities_run_by(cast.actor("stranger")).exists()
