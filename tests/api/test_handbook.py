"""The client in the handbook works as it stands there."""

import re
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from coterie.api import groups
from coterie.groups.domain.group import create_group
from coterie.groups.models import Group
from tests.api.token import token_of
from tests.cast import Cast, call_cast
from tests.house.plan import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

GROUPS = "/communities/table/groups"


@pytest.fixture
def cast() -> Cast:
    return call_cast()


@pytest.fixture
def client(cast: Cast, live_server, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Run the handbook's program; `pauses` says how long it would have slept."""
    page = (ROOT / "docs" / "handbook" / "api.md").read_text(encoding="utf-8")
    [program] = re.findall(r"^```python\n(.+?)^```", page, re.MULTILINE | re.DOTALL)
    names = {"ADDRESS": live_server.url, "TOKEN": token_of(cast, "alice")}
    exec(program, names)
    pauses: list[float] = []
    monkeypatch.setattr(names["time"], "sleep", pauses.append)
    return SimpleNamespace(call=names["call"], everything=names["everything"], pauses=pauses)


def test_it_reads_all_pages_of_a_list(cast: Cast, client: SimpleNamespace) -> None:
    rows = client.everything("/communities/table/members", limit=2)

    assert [one["name"] for one in rows] == ["Eve", "Paul", "Nina", "Dan", "Carol"]


def test_it_tries_again_what_failed_and_does_it_once(
    cast: Cast, client: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [OperationalError("disk I/O error"), OperationalError("disk I/O error")]

    def create(**facts):
        made = create_group(**facts)
        if failures:
            raise failures.pop()
        return made

    monkeypatch.setattr(groups, "create_group", create)

    made = client.call("POST", GROUPS, {"name": "Tea"})

    assert (made["name"], Group.objects.filter(name="Tea").count(), client.pauses) == ("Tea", 1, [1, 2])


def test_it_says_why_it_was_refused(cast: Cast, client: SimpleNamespace) -> None:
    with pytest.raises(RuntimeError, match="conflict: "):
        client.call("POST", GROUPS, {"name": "Basic"})

    assert client.pauses == []
