"""Badges that are given with a reason, and cards that members share."""

import threading

import pytest
from django.db import connection

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.members.domain.badge import give_badge, make_badge, take_badge
from coterie.members.domain.card import edit_card
from coterie.members.domain.member import leave_community
from coterie.members.models import Badge, GivenBadge, Member
from coterie.members.queries.badges import badges_on, shared_card
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast, call_cast


def hand(cast: Cast, who: str = "alice") -> dict[str, object]:
    return {"actor": cast.actor(who), "now": NOW}


def badge(cast: Cast, name: str = "Kind", **facts: object) -> Badge:
    return make_badge(community=cast.table.pk, name=name, **{"symbol": "heart", **facts}, **hand(cast))


def test_badge_is_given_once_with_a_reason_and_taken_back(cast: Cast) -> None:
    made, dan = badge(cast), cast.members["dan"].pk

    for reason in ("Answers at night", "Again"):
        give_badge(member=dan, badge=made.key, reason=reason, **hand(cast))
    had = [(given.badge.name, given.reason) for given in badges_on(dan)]
    for _twice in range(2):
        take_badge(member=dan, badge=made.key, **hand(cast))

    assert (had, list(badges_on(dan))) == ([("Kind", "Answers at night")], [])
    kinds = LoggedEvent.objects.filter(kind__startswith="badge_").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["badge_made", "badge_given", "badge_taken"]


@pytest.mark.parametrize(
    ("facts", "field"), [({"name": " "}, "name"), ({"symbol": "skull"}, "symbol"), ({"name": "Kind"}, "name")]
)
def test_wrong_badge_is_refused_and_changes_nothing(cast: Cast, facts: dict[str, str], field: str) -> None:
    badge(cast)

    with pytest.raises((Invalid, Conflict)) as refused:
        badge(cast, **{"name": "Other", **facts})

    assert (refused.value.field, Badge.objects.count()) == (field, 1)


def test_badge_needs_a_reason_a_member_and_a_right(cast: Cast) -> None:
    made, dan = badge(cast), cast.members["dan"].pk

    with pytest.raises(Invalid):
        give_badge(member=dan, badge=made.key, reason=" ", **hand(cast))
    with pytest.raises(NotFound):
        give_badge(member=dan, badge="unknown", reason="Kind", **hand(cast))
    with pytest.raises(Forbidden):
        give_badge(member=dan, badge=made.key, reason="Kind", **hand(cast, "ann"))
    with pytest.raises(NotFound):
        give_badge(member=dan, badge=made.key, reason="Kind", **hand(cast, "mallory"))
    leave_community(member=dan, **hand(cast, "dan"))
    with pytest.raises(Conflict):
        give_badge(member=dan, badge=made.key, reason="Kind", **hand(cast))
    assert not GivenBadge.objects.exists()


def test_card_is_shared_at_another_address_each_time_and_ends_with_the_membership(cast: Cast) -> None:
    dan = cast.members["dan"]
    facts = {"member": dan.pk, **hand(cast, "dan")}

    first = edit_card(line="A baker.", shared=True, **facts).card_key
    again = edit_card(line="A baker.", shared=True, **facts).card_key
    edit_card(line="A baker.", shared=False, **facts)
    second = edit_card(line="A baker.", shared=True, **facts).card_key

    assert (first == again, first == second, len(first)) == (True, False, 20)
    assert (shared_card(first), shared_card(second)) == (None, dan)
    leave_community(member=dan.pk, **hand(cast, "dan"))
    assert shared_card(second) is None
    told = LoggedEvent.objects.filter(kind="card_shared").order_by("id").values_list("data", flat=True)
    assert [each["on"] for each in told] == [True, False, True]


def test_nobody_changes_the_card_of_another(cast: Cast) -> None:
    with pytest.raises(NotFound):
        edit_card(member=cast.members["dan"].pk, line="Mine", shared=True, **hand(cast, "alice"))

    assert Member.objects.get(pk=cast.members["dan"].pk).card_key is None


@pytest.mark.django_db(transaction=True)
def test_many_who_give_at_once_give_one_badge() -> None:
    cast = call_cast()
    made, dan, wrong = badge(cast), cast.members["dan"].pk, []

    def give() -> None:
        try:
            give_badge(member=dan, badge=made.key, reason="Kind", **hand(cast))
        except Exception as error:  # noqa: BLE001 - any error is one too many
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (wrong, GivenBadge.objects.count()) == ([], 1)
    assert LoggedEvent.objects.filter(kind="badge_given").count() == 1
