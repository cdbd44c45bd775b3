"""Taking chat logs in: people, seats, messages, events; once."""

from collections import Counter
from pathlib import Path

import pytest

from coterie.groups.models import Group, Membership
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain import chat_history, fingerprint
from coterie.reach.domain.import_file import import_file
from coterie.reach.formats.catalogue import UnknownFormat
from coterie.reach.models import ImportRun
from coterie.talk.models import Message
from coterie.talk.queries.search import messages_found
from tests.cast import NOW, call_cast

REAL = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "irc_ubuntu_reply_graph" / "dev__2004-11-15_03.ascii.txt"
)

LOG = """\
[12:00] <dan> hello
=== nina [n@host.org] has joined #tea
[12:01] <nina> dan: good morning
[12:01] <nina> same
[12:01] <nina> same
=== nina is now known as nina_away
[12:02] * nina_away waves at dan
[12:03] <carol> Nina: a cup for dan, or for danger?

[12:03] <dan>
=== dan [d@host.org] has left #tea []
=== nina_away [n@host.org] has quit [bye]
=== nina [n@host.org] has joined #tea
=== mode/#tea [+o dan] by ChanServ
=== Topic for #tea: green tea
what is this
"""


@pytest.fixture
def cast(db):
    return call_cast()


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    path.write_text(LOG)
    return path


def take(cast, path, **changes):
    facts = {
        "kind": "irc",
        "path": path,
        "community": cast.table.pk,
        "timezone": "UTC",
        "actor": cast.actor("alice"),
        "now": NOW,
    }
    return import_file(**facts | changes).as_json()


def stored():
    return {
        "messages": list(Message.objects.order_by("id").values_list("source_ref", "text")),
        "members": Member.objects.count(),
        "seats": sorted(Membership.objects.values_list("member_id", "joined_at", "left_at"), key=str),
        "events": Counter(LoggedEvent.objects.values_list("kind", flat=True)),
    }


def test_import_report_accounts_for_every_line(cast, log):
    report = take(cast, log)

    unparsed = [
        {"line": 10, "text": "<dan> ", "why": "a message without words"},
        {"line": 16, "text": "what is this", "why": "no time, sender or notice that is known"},
    ]
    assert report == {
        "kind": "irc", "format": "irc", "dated": "name",
        "lines": 16, "messages": 6, "actions": 1, "duplicates": 0, "joins": 2, "leaves": 2, "adds": 0, "renames": 1,
        "topics": 1, "notices": 1, "notices_known": 0, "blank": 1, "replies": 0, "unparsed_total": 2,
        "senders": 4, "people": 3, "first": "2004-11-15T12:00:00+00:00", "last": "2004-11-15T12:03:00+00:00",
        "unparsed": unparsed, "unparsed_why": {each["why"]: 1 for each in unparsed},
    }  # fmt: skip
    assert ImportRun.objects.get().report == report


def test_senders_become_members_and_a_rename_keeps_the_person(cast, log):
    take(cast, log)

    group = Group.objects.get(name="tea_2004-11-15")
    said = list(Message.objects.filter(group=group).order_by("id").values_list("member__external_ref", "text"))
    assert said == [
        ("irc:dan", "hello"),
        ("irc:nina", "dan: good morning"),
        ("irc:nina", "same"),
        ("irc:nina", "same"),
        ("irc:nina", "waves at dan"),
        ("irc:carol", "Nina: a cup for dan, or for danger?"),
    ]
    imported = Member.objects.filter(external_ref__startswith="irc:").order_by("number")
    assert list(imported.values_list("name", "account", "joined_at__minute")) == [
        ("dan", None, 0),
        ("nina", None, 0),
        ("carol", None, 3),
    ]
    assert (group.taken, group.capacity) == (2, 200)


def test_mentions_address_or_name_somebody_known(cast, log):
    take(cast, log)

    dan, nina = (Member.objects.get(external_ref=f"irc:{name}").pk for name in ("dan", "nina"))
    mentions = dict(Message.objects.exclude(mentions=[]).values_list("text", "mentions"))
    assert mentions == {
        "dan: good morning": [[0, 3, dan]],
        "waves at dan": [[9, 12, dan]],
        "Nina: a cup for dan, or for danger?": [[0, 4, nina], [16, 19, dan]],
    }


def test_comings_and_goings_have_their_own_time(cast, log):
    take(cast, log)

    dan, nina, carol = (Member.objects.get(external_ref=f"irc:{name}").pk for name in ("dan", "nina", "carol"))
    group = Group.objects.get(name="tea_2004-11-15").pk
    told = LoggedEvent.objects.filter(group=group, kind__in=["group_joined", "group_left"]).order_by("id")
    assert [(each.kind, each.member, f"{each.at:%Y-%m-%d %H:%M}") for each in told] == [
        ("group_joined", dan, "2004-11-15 12:00"),
        ("group_joined", nina, "2004-11-15 12:00"),
        ("group_joined", carol, "2004-11-15 12:03"),
        ("group_left", dan, "2004-11-15 12:03"),
        ("group_left", nina, "2004-11-15 12:03"),
        ("group_joined", nina, "2004-11-15 12:03"),
    ]
    posted = LoggedEvent.objects.filter(kind="message_posted").order_by("id")[1]
    assert posted.data == {"reply_to": None, "length": 17, "mentions": [dan], "pictures": 0, "files": 0}
    assert (posted.member, posted.group, posted.subject) == (
        nina,
        group,
        Message.objects.get(text="dan: good morning").pk,
    )


def test_imported_messages_are_found(cast, log):
    take(cast, log)

    found = messages_found(cast.actor("alice"), cast.table.pk, "danger")
    assert [message.text for message in found] == ["Nina: a cup for dan, or for danger?"]


@pytest.mark.parametrize("batch", [1, 3, 5_000])
def test_second_import_adds_nothing(batch, cast, log, monkeypatch):
    monkeypatch.setattr(chat_history, "BATCH", batch)
    first = take(cast, log)
    before = stored()

    second = take(cast, log)

    assert stored() == before
    assert (second["messages"], second["joins"], second["leaves"]) == (0, 0, 0)
    assert (second["duplicates"], second["notices_known"]) == (first["messages"], first["joins"] + first["leaves"])


@pytest.mark.parametrize("batch", [1, 4, 7])
def test_import_that_broke_off_is_finished_by_the_next(batch, cast, log, monkeypatch):
    monkeypatch.setattr(chat_history, "BATCH", batch)

    def power_cut(lines):
        if lines >= 4:
            raise SystemExit

    with pytest.raises(SystemExit):
        take(cast, log, progress=power_cut)
    halfway = Message.objects.count()
    take(cast, log)
    resumed = stored()

    assert 0 < halfway < 6
    assert len(resumed["messages"]) == 6
    assert resumed["events"]["message_posted"] == 6
    assert [run.ended_at is None for run in ImportRun.objects.order_by("id")] == [True, False]


@pytest.mark.parametrize("batch", [1, 3, 5_000])
def test_log_that_goes_far_back_tells_nothing_twice(batch, cast, log, monkeypatch):
    monkeypatch.setattr(chat_history, "BATCH", batch)
    monkeypatch.setattr(fingerprint, "MOMENTS", 2)
    log.write_text(f"--- Day changed Tue Nov 16 2004\n{LOG}--- Day changed Tue Nov 16 2004\n{LOG}")

    report = take(cast, log)

    assert (report["messages"], report["duplicates"]) == (6, 6) == (Message.objects.count(), 6)
    assert (report["joins"], report["leaves"], report["notices_known"]) == (2, 2, 4)
    assert report["lines"] == 34
    assert stored()["events"]["group_left"] == 2


def test_overlapping_log_adds_only_what_is_new(cast, log):
    take(cast, log)
    log.write_text("".join(LOG.splitlines(keepends=True)[2:9]) + "[12:09] <eve> late\n")

    report = take(cast, log)

    assert (report["messages"], report["duplicates"], Message.objects.count()) == (1, 5, 7)


def test_longer_log_names_people_who_were_known_before(cast, log):
    log.write_text("[12:00] <carol> hi\n")
    take(cast, log)
    log.write_text("[12:00] <carol> hi\n[12:01] <dan> carol: hello\n")

    take(cast, log)

    carol = Member.objects.get(external_ref="irc:carol").pk
    assert Message.objects.get(text="carol: hello").mentions == [[0, 5, carol]]


def test_older_log_after_a_newer_one_keeps_stays_apart(cast, log):
    take(cast, log)
    older = log.with_name("old_2004-11-14.log")
    older.write_text("[10:00] <nina> before\n=== nina [n@host.org] has quit [bye]\n[11:00] <nina> again\n")

    take(cast, older, group="tea_2004-11-15")

    stays = Membership.objects.filter(member__external_ref="irc:nina").order_by("joined_at", "id")
    assert [(f"{stay.joined_at:%d %H:%M}", stay.left_at and f"{stay.left_at:%d %H:%M}") for stay in stays] == [
        ("14 10:00", "14 10:00"),
        ("14 11:00", "15 12:00"),
        ("15 12:00", "15 12:03"),
        ("15 12:03", None),
    ]
    assert Group.objects.get(name="tea_2004-11-15").taken == 2


def test_group_is_chosen_by_row_key_or_name(cast, log):
    for chosen in (cast.group.pk, cast.group.key, cast.group.name):
        take(cast, log, group=chosen)

    assert Message.objects.filter(group=cast.group).count() == 6
    take(cast, log, group="new one")
    assert Group.objects.filter(name="new one", community=cast.table).exists()


def test_group_of_another_community_is_not_there(cast, log):
    with pytest.raises(NotFound):
        take(cast, log, community=cast.other.pk, actor=cast.actor("mallory"), group=cast.group.pk)


def test_who_may_import(cast, log):
    with pytest.raises(NotFound):
        take(cast, log, actor=cast.actor("mallory"))
    with pytest.raises(Forbidden):
        take(cast, log, actor=cast.actor("ann"))

    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("wrong", [{"kind": "telepathy"}, {"timezone": "Mars/Olympus"}, {"timezone": "../etc"}])
def test_wrong_wishes_change_nothing(wrong, cast, log):
    with pytest.raises(Invalid):
        take(cast, log, **wrong)

    assert not Message.objects.exists()


def test_unknown_file_changes_nothing(cast, log):
    log.write_text("dear diary\n")

    with pytest.raises(UnknownFormat):
        take(cast, log, kind="auto")

    assert not ImportRun.objects.exists()


def test_unparsed_lines_are_all_counted_and_some_shown(cast, log):
    log.write_text("[12:00] <dan> hello\n" + "what is this\n" * 2_500)

    report = take(cast, log)

    assert (report["unparsed_total"], len(report["unparsed"]), report["lines"]) == (2_500, 1_000, 2_501)


@pytest.mark.skipif(not REAL.exists(), reason="the real logs are not beside this checkout")
def test_real_log_twice(cast):
    first = take(cast, REAL, kind="auto")
    before = stored()
    second = take(cast, REAL, kind="auto")

    accounted = (
        "messages",
        "duplicates",
        "joins",
        "leaves",
        "notices_known",
        "renames",
        "topics",
        "notices",
        "blank",
        "unparsed_total",
    )
    assert [sum(report[name] for name in accounted) for report in (first, second)] == [1250, 1250]
    assert (first["messages"], first["joins"], first["leaves"], first["senders"]) == (1099, 123, 17, 76)
    assert stored() == before
    assert second["duplicates"] == 1099
    texts = set(Message.objects.values_list("text", flat=True))
    assert texts <= {line.split("> ", 1)[-1] for line in REAL.read_text().split("\n")} | {
        line.split(" ", 2)[-1] for line in REAL.read_text().split("\n") if line.startswith("=== ")
    }
