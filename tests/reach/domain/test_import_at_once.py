"""The same file, taken in by two at the same moment: once, whole, and counted by one of them only."""

import random
import threading
from collections import Counter
from datetime import UTC

import pytest
from django.db import DatabaseError, IntegrityError, connection

from coterie.groups.models import Group, Membership
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain import chat_history
from coterie.reach.domain.chat_history import ChatHistory
from coterie.reach.domain.import_file import import_file
from coterie.reach.domain.tally import Tally
from coterie.reach.formats.irc import format as irc
from coterie.reach.formats.source import Source
from coterie.reach.models import Imprint
from coterie.talk.models import Message
from tests.cast import NOW, call_cast

LINES, NICKS, BATCH = 900, 12, 40


@pytest.fixture
def cast(transactional_db):
    return call_cast()


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setattr(chat_history, "BATCH", BATCH)
    path = tmp_path / "tea_2004-11-15.log"
    path.write_text("".join(f"{line}\n" for line in lines()))
    return path


def lines():
    for number in range(LINES):
        nick, clock = f"dan{number * 7 % NICKS}", f"[{number // 60:02}:{number % 60:02}]"
        if number % 9 == 4:
            yield f"=== {nick} [d@host.org] has {'joined #tea' if number % 2 else 'quit [bye]'}"
        else:
            yield f"{clock} <{nick}> dan{number % NICKS}: line {number % 5} 茶"


def take(cast, log, group):
    facts = {"community": cast.table.pk, "timezone": "UTC", "actor": cast.actor("alice"), "now": NOW}
    return import_file(kind="irc", path=log, group=group, **facts).as_json()


def at_once(cast, log, group):
    """Let two take the file in together; return their reports, or the errors they met."""
    told = []

    def work():
        try:
            told.append(take(cast, log, group))
        except DatabaseError as error:
            told.append(error)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def kept(group):
    """Return what a group holds, in the words of the log: no row's number, which other imports move."""
    stays = Membership.objects.filter(group=group).order_by("member__name", "joined_at", "id")
    events = LoggedEvent.objects.filter(group=group).exclude(kind="history_imported")
    return {
        "said": list(
            Message.objects.filter(group=group).order_by("id").values_list("member__name", "text", "posted_at")
        ),
        "stays": list(stays.values_list("member__name", "joined_at", "left_at")),
        "told": Counter(events.values_list("kind", "at", "member")),
    }


def test_two_imports_of_one_file_are_one(cast, log):
    alone, shared = (
        Group.objects.create(community=cast.table, name=name, created_at=NOW) for name in ("alone", "shared")
    )
    first = take(cast, log, alone.pk)

    told = at_once(cast, log, shared.pk)

    assert [type(each) for each in told] == [dict, dict]
    assert kept(shared.pk) == kept(alone.pk)
    for new, known in (("messages", "duplicates"), ("joins", None), ("leaves", None)):
        assert sum(report[new] for report in told) == first[new]
        assert known is None or sum(report[known] for report in told) == first[new]
    assert sum(report["notices_known"] for report in told) == first["joins"] + first["leaves"]
    assert Imprint.objects.count() == 2 * (first["joins"] + first["leaves"])
    assert Member.objects.filter(external_ref__startswith="irc:").count() == NICKS
    shared.refresh_from_db()
    assert shared.taken == Membership.objects.filter(group=shared, left_at=None).count()


@pytest.mark.parametrize("seed", range(4))
def test_two_imports_that_take_turns_are_one(cast, log, seed):
    alone, shared = (
        Group.objects.create(community=cast.table, name=name, created_at=NOW) for name in ("alone", "shared")
    )
    take(cast, log, alone.pk)
    records = list(irc.read(Source.of(log), UTC).records)
    batches = [records[begin : begin + BATCH] for begin in range(0, len(records), BATCH)]
    facts = {"community": cast.table.pk, "origin": "irc", "actor": cast.actor("alice"), "now": NOW}
    both = [ChatHistory(group=shared.pk, tally=Tally("irc", "irc"), **facts) for _ in range(2)]
    turns = [*both * len(batches)]
    random.Random(seed).shuffle(turns)
    ways = {id(history): iter(batches) for history in both}

    for history in turns:
        history.take_batch(next(ways[id(history)]))

    assert kept(shared.pk) == kept(alone.pk)


def test_without_knowing_what_is_there_the_database_refuses(cast, log, monkeypatch):
    group = Group.objects.create(community=cast.table, name="shared", created_at=NOW)
    take(cast, log, group.pk)
    before = kept(group.pk)
    for guard in ("refs_known", "marks_known"):
        monkeypatch.setattr(chat_history, guard, lambda *_: set())

    with pytest.raises(IntegrityError):
        take(cast, log, group.pk)

    assert kept(group.pk) == before
