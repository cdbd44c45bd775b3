"""Questions compiled once answer as their querysets do."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from coterie.kit.db.prepared import Prepared, PreparedObjects
from coterie.members.models import Member
from tests.cast import NOW, Cast

COLUMNS = ("id", "name", "joined_at", "community__slug", "state", "account")


def joined(slug, since, number):
    rows = Member.objects.filter(community__slug=slug, joined_at__gte=since, state="active")
    return rows.filter(Q(number__lte=number) | Q(name=slug)).order_by("-number").values_list(*COLUMNS)[:4]


@pytest.mark.parametrize(
    ("slug", "back", "number"), [("table", 100, 99), ("table", 100, 2), ("table", 2, 99), ("other", 100, 99)]
)
def test_rows_are_those_of_the_queryset(cast: Cast, slug: str, back: int, number: int) -> None:
    ask = Prepared(joined, str, datetime, int)
    since = NOW - timedelta(days=back)

    assert ask(slug, since, number) == list(joined(slug, since, number))
    assert ask(slug, since, number) == list(joined(slug, since, number))


def test_the_sql_is_built_once(cast: Cast) -> None:
    built = []

    def build(pk):
        built.append(pk)
        return Member.objects.filter(pk=pk).values_list("name")

    ask = Prepared(build, int)

    assert ask(cast.members["dan"].pk) == [("Dan",)]
    assert ask(cast.members["nina"].pk) == [("Nina",)]
    assert len(built) == 1


def test_each_question_is_one_query(cast: Cast) -> None:
    ask = Prepared(joined, str, datetime, int)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask("table", NOW, 9)

    assert len(asked) == 1


def test_objects_are_those_of_the_queryset(cast: Cast) -> None:
    ask = PreparedObjects(Member, lambda community: Member.objects.filter(community=community).order_by("-number"), int)
    expected = list(Member.objects.filter(community=cast.table.pk).order_by("-number"))

    found = ask(cast.table.pk)

    assert [vars(one) | {"_state": None} for one in found] == [vars(one) | {"_state": None} for one in expected]
    assert ask.first(cast.table.pk) == expected[0]
    assert ask.first(0) is None


def test_an_object_that_was_asked_for_can_be_saved(cast: Cast) -> None:
    ask = PreparedObjects(Member, lambda pk: Member.objects.filter(pk=pk), int)
    row = ask.first(cast.members["dan"].pk)

    row.name = "Daniel"
    row.save(update_fields=["name"])

    assert ask.first(row.pk).name == "Daniel"
