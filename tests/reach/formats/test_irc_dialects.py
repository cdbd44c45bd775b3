"""Lines as the usual clients, bouncers and bots write them, each with what it must be read as."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from coterie.reach.formats.irc.log import Log
from coterie.reach.formats.irc.opening import opening_day, read_opening
from coterie.reach.formats.lines import Line
from coterie.reach.formats.records import Blank, Joined, Left, Noted, Record, Renamed, Said, TopicSet, Unparsed


def read(text: str, name: str = "tea_2004-11-15.log", zone: str = "UTC") -> list[Record]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    opening = read_opening(lines)
    log = Log(opening, ZoneInfo(zone), opening_day(opening, name) or date(2000, 1, 1))
    return list(log.records(lines))


def at(hour: int, minute: int, second: int = 0, day: int = 15) -> datetime:
    return datetime(2004, 11, day, hour, minute, second, tzinfo=UTC)


NOON = at(12, 5)

BODIES = [
    ("<dan> hello", Said(1, NOON, "dan", "hello")),
    ("<@dan> op", Said(1, NOON, "dan", "op")),
    ("<+dan> voice", Said(1, NOON, "dan", "voice")),
    ("< dan> padded", Said(1, NOON, "dan", "padded")),
    ("<@ dan> padded op", Said(1, NOON, "dan", "padded op")),
    ("<dan:#tea> told in a room", Said(1, NOON, "dan", "told in a room")),
    ("<dan>  two spaces", Said(1, NOON, "dan", " two spaces")),
    ("<dan> trailing \t ", Said(1, NOON, "dan", "trailing \t ")),
    ("<dan>\ttab after the name", Said(1, NOON, "dan", "tab after the name")),
    ("<dan>", Said(1, NOON, "dan", "")),
    ("<dan>glued", Said(1, NOON, "dan", "glued")),
    ("<a|b`[x]{y}^_\\-> odd nick", Said(1, NOON, "a|b`[x]{y}^_\\-", "odd nick")),
    ("<dan> <nina> quoted", Said(1, NOON, "dan", "<nina> quoted")),
    ("<dan> * waves", Said(1, NOON, "dan", "* waves")),
    ("<<unconvertable>dan> was not ascii", Said(1, NOON, "<unconvertable>dan", "was not ascii")),
    ("<王芳> 晚上好", Said(1, NOON, "王芳", "晚上好")),
    ("<dan> \x02bold\x02 \x0304red\x03", Said(1, NOON, "dan", "\x02bold\x02 \x0304red\x03")),
    ("* dan waves", Said(1, NOON, "dan", "waves", action=True)),
    (" * dan waves", Said(1, NOON, "dan", "waves", action=True)),
    ("*\tdan waves", Said(1, NOON, "dan", "waves", action=True)),
    ("* dan", Said(1, NOON, "dan", "", action=True)),
    ("***dan waves", Said(1, NOON, "dan", "waves", action=True)),
    ("* dan joined the fun", Said(1, NOON, "dan", "joined the fun", action=True)),
    ("* dan has quit smoking", Said(1, NOON, "dan", "has quit smoking", action=True)),
    ("=== dan left home early", Said(1, NOON, "dan", "left home early", action=True)),
    ("=== dan scrolls up", Said(1, NOON, "dan", "scrolls up", action=True)),
    (
        "=== |dan| looks at <how many now?> and 900",
        Said(1, NOON, "|dan|", "looks at <how many now?> and 900", action=True),
    ),
    ("-bot- [] ", Said(1, NOON, "bot", "[] ")),
    ("-bot(b@x.org)- note", Said(1, NOON, "bot", "note")),
    ("-bot:#tea- note", Said(1, NOON, "bot", "note")),
    ("dan: hello", Said(1, NOON, "dan", "hello")),
    ("< dan!d@host.org: hello", Said(1, NOON, "dan", "hello")),
    ("Action: dan waves", Said(1, NOON, "dan", "waves", action=True)),
    ("=== dan [~d@host.org]  has joined #tea", Joined(1, NOON, "dan")),
    ("=== dan  [~d@host.org]  has joined #tea", Joined(1, NOON, "dan")),
    ("=== [dan] [~d@host.org]  has joined #tea", Joined(1, NOON, "[dan]")),
    ("=== dan entered the room.", Joined(1, NOON, "dan")),
    ("dan entered the room.", Joined(1, NOON, "dan")),
    ("dan [d@host.org] entered the room.", Joined(1, NOON, "dan")),
    ("-!- dan [d@host.org] has joined #tea", Joined(1, NOON, "dan")),
    ("*** Joins: dan (d@host.org)", Joined(1, NOON, "dan")),
    ("*** dan (d@host.org) has joined channel #tea", Joined(1, NOON, "dan")),
    ("* Joins: dan (d@host.org)", Joined(1, NOON, "dan")),
    ("* dan (d@host.org) has joined #tea", Joined(1, NOON, "dan")),
    ("--> dan (d@host.org) has joined #tea", Joined(1, NOON, "dan")),
    ("-->| dan (d@host.org) has joined #tea", Joined(1, NOON, "dan")),
    ("→ dan (d@host.org) joined", Joined(1, NOON, "dan")),
    ("dan (d@host.org) joined #tea.", Joined(1, NOON, "dan")),
    ("=== dan [~d@host.org]  has left #tea []", Left(1, NOON, "dan")),
    ('=== dan [~d@host.org]  has left #tea ["Leaving"]', Left(1, NOON, "dan")),
    ("=== dan left the room (quit: Read error: 110 (Connection timed out)).", Left(1, NOON, "dan")),
    ("=== dan left the room (quit: ).", Left(1, NOON, "dan")),
    ("=== dan left the room (requested by bob).", Left(1, NOON, "dan")),
    ("=== dan left the room.", Left(1, NOON, "dan")),
    ("-!- dan [d@host.org] has quit [Ping timeout: 240 seconds]", Left(1, NOON, "dan")),
    ("-!- dan was kicked from #tea by bob [no ads]", Left(1, NOON, "dan")),
    ("*** Quits: dan (d@host.org) (Quit: bye)", Left(1, NOON, "dan")),
    ("*** Parts: dan (d@host.org) ()", Left(1, NOON, "dan")),
    ("*** dan was kicked by bob (no ads)", Left(1, NOON, "dan")),
    ("* dan (d@host.org) Quit (bye)", Left(1, NOON, "dan")),
    ("* bob has kicked dan from #tea (no ads)", Left(1, NOON, "dan")),
    ("<-- dan (d@host.org) has quit (bye)", Left(1, NOON, "dan")),
    ("|<-- dan has left irc.org (bye)", Left(1, NOON, "dan")),
    ("dan (d@host.org) left irc: Quit: bye", Left(1, NOON, "dan")),
    ("dan (d@host.org) left #tea (bye).", Left(1, NOON, "dan")),
    ("=== dan is now known as dan_away", Renamed(1, NOON, "dan", "dan_away")),
    ("* dan is now known as dan[[x]]][", Renamed(1, NOON, "dan", "dan[[x]]][")),
    ("-- dan is now known as daniel", Renamed(1, NOON, "dan", "daniel")),
    ("Nick change: dan -> daniel", Renamed(1, NOON, "dan", "daniel")),
    ("-!- dan changed the topic of #tea to: green tea", TopicSet(1, NOON, "green tea")),
    ("*** dan changes topic to 'green tea'", TopicSet(1, NOON, "'green tea'")),
    ("*\tdan has changed the topic to: green tea", TopicSet(1, NOON, "green tea")),
    ("=== Topic for #tea: green tea", TopicSet(1, NOON, "green tea")),
    ("=== ..[topic/#tea:bob] : green tea", TopicSet(1, NOON, "green tea")),
    ("Topic changed on #tea by bob!b@host.org: green tea", TopicSet(1, NOON, "green tea")),
    ("=== mode/#tea [+o dan]  by ChanServ", Noted(1, NOON, "mode/#tea [+o dan]  by ChanServ")),
    ("*** bob sets mode: +o dan", Noted(1, NOON, "bob sets mode: +o dan")),
    ("#tea: mode change '+o dan' by bob!b@host.org", Noted(1, NOON, "#tea: mode change '+o dan' by bob!b@host.org")),
    ("-!- You're now known as dan", Noted(1, NOON, "You're now known as dan")),
    ("<> nobody", Unparsed(1, "[12:05] <> nobody", "no sender between < and >")),
    ("what is this", Unparsed(1, "[12:05] what is this", "no time, sender or notice that is known")),
]


@pytest.mark.parametrize(("body", "record"), BODIES, ids=[body for body, _record in BODIES])
def test_body_after_a_time(body, record):
    assert read(f"[12:05] {body}") == [record]


STAMPS = [
    ("[12:05]", at(12, 5)),
    ("[12:05:09]", at(12, 5, 9)),
    ("12:05", at(12, 5)),
    ("12:05:09", at(12, 5, 9)),
    ("9:05", at(9, 5)),
    ("(12:05:09)", at(12, 5, 9)),
    ("(12:05:09 PM)", at(12, 5, 9)),
    ("[12:05 am]", at(0, 5)),
    ("[1:05 PM]", at(13, 5)),
    ("[2004-11-16 12:05:09]", at(12, 5, 9, day=16)),
    ("2004-11-16 12:05:09", at(12, 5, 9, day=16)),
    ("[2004-11-16T12:05:09Z]", at(12, 5, 9, day=16)),
    ("2004-11-16T12:05:09+02:00", at(10, 5, 9, day=16)),
    ("[2004-11-16T12:05:09.250Z]", at(12, 5, 9, day=16).replace(microsecond=250_000)),
    ("[16/11/2004 12:05:09]", at(12, 5, 9, day=16)),
    ("[11/16/2004 12:05:09]", at(12, 5, 9, day=16)),
    ("16.11.2004 12:05:09", at(12, 5, 9, day=16)),
    ("Nov 16 12:05:09", at(12, 5, 9, day=16)),
    ("[Tue Nov 16 2004 12:05:09]", at(12, 5, 9, day=16)),
    ("1100606709", at(12, 5, 9, day=16)),
    ("#tea 2004-11-16 [12:05:09]", at(12, 5, 9, day=16)),
]


@pytest.mark.parametrize(("stamp", "moment"), STAMPS, ids=[stamp for stamp, _moment in STAMPS])
def test_time_before_a_message(stamp, moment):
    assert read(f"{stamp} <dan> hello") == [Said(1, moment, "dan", "hello")]


def test_room_and_day_before_a_notice_without_time():
    text = "tea 2004-11-16 [12:05] <dan> hello \ntea 2004-11-16 === dan is now known as daniel \ntea 2004-11-16 [12:06]  * daniel waves "

    assert read(text) == [
        Said(1, at(12, 5, day=16), "dan", "hello "),
        Renamed(2, at(12, 5, day=16), "dan", "daniel"),
        Said(3, at(12, 6, day=16), "daniel", "waves ", action=True),
    ]


def test_weechat_columns():
    text = """\
2004-11-16 12:05:01\t-->\tdan (d@host.org) has joined #tea
2004-11-16 12:05:02\t@dan\thello\tthere
2004-11-16 12:05:03\t *\tdan waves
2004-11-16 12:05:04\tnina\t<dan> quoted
2004-11-16 12:05:05\t--\tdan is now known as daniel
2004-11-16 12:05:06\t<--\tnina (n@host.org) has quit (bye)
2004-11-16 12:05:07\t--\tMode #tea [+o daniel] by bob"""

    assert read(text) == [
        Joined(1, at(12, 5, 1, day=16), "dan"),
        Said(2, at(12, 5, 2, day=16), "dan", "hello\tthere"),
        Said(3, at(12, 5, 3, day=16), "dan", "waves", action=True),
        Said(4, at(12, 5, 4, day=16), "nina", "<dan> quoted"),
        Renamed(5, at(12, 5, 5, day=16), "dan", "daniel"),
        Left(6, at(12, 5, 6, day=16), "nina"),
        Noted(7, at(12, 5, 7, day=16), "Mode #tea [+o daniel] by bob"),
    ]


def test_irssi_days():
    text = """\
--- Log opened Mon Nov 15 23:59:01 2004
23:59 < dan> late
--- Day changed Tue Nov 16 2004
00:01 < dan> early
--- Log closed Tue Nov 16 00:02:00 2004"""

    assert read(text, name="tea.log") == [
        Noted(1, at(23, 59), "--- Log opened Mon Nov 15 23:59:01 2004"),
        Said(2, at(23, 59), "dan", "late"),
        Noted(3, at(0, 0, day=16).replace(hour=23, minute=59, day=15), "--- Day changed Tue Nov 16 2004"),
        Said(4, at(0, 1, day=16), "dan", "early"),
        Noted(5, at(0, 1, day=16), "--- Log closed Tue Nov 16 00:02:00 2004"),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "Session Start: Tue Nov 16 12:00:00 2004",
        "Session Time: Tue Nov 16 00:00:00 2004",
        "**** BEGIN LOGGING AT Tue Nov 16 12:00:00 2004",
        "--- Day changed Tue Nov 16 2004",
        "[00:00] --- Tue Nov 16 2004",
        "--- 2004-11-16 ---",
        "Conversation with #tea at Tue 16 Nov 2004 12:00:00 on dan@irc (irc)",
        "Tuesday, 16 November 2004",
        "2004-11-16",
    ],
)
def test_marks_that_open_a_day(mark):
    marked, said = read(f"{mark}\n[12:05] <dan> hello", name="tea.log")

    assert isinstance(marked, Noted)
    assert said == Said(2, at(12, 5, day=16), "dan", "hello")


def test_day_changed_before_any_other_date():
    early, _mark, late = read("23:59 <dan> late\n--- Day changed Tue Nov 16 2004\n00:01 <dan> early", name="tea.log")

    assert (early.at, late.at) == (at(23, 59), at(0, 1, day=16))


def test_midnight_without_a_mark():
    records = read(
        "[23:59] <dan> a\n[00:01] <dan> b\n[00:00] <dan> set back a little\n[22:00] <dan> c\n[03:00] <dan> d"
    )

    assert [record.at for record in records] == [
        at(23, 59),
        at(0, 1, day=16),
        at(0, 0, day=16),
        at(22, 0, day=16),
        at(3, 0, day=17),
    ]


def test_clock_that_counts_to_twelve():
    records = read(
        "[12:40] <dan> a\n[12:59] <dan> b\n[01:01] <dan> c\n[11:50] <dan> d\n[12:10] <dan> e\n[12:55] <dan> f\n[01:01] <dan> g"
    )

    assert [record.at for record in records] == [
        at(0, 40), at(0, 59), at(1, 1), at(11, 50), at(12, 10), at(12, 55), at(13, 1),
    ]  # fmt: skip


def test_lines_without_time_take_the_last_or_the_first():
    records = read("=== dan entered the room.\n[12:05] <dan> hello\n=== dan left the room.")

    assert [record.at for record in records] == [NOON, NOON, NOON]


def test_zone_and_the_hour_that_comes_twice():
    records = read(
        "[02:30] <dan> a\n[02:59] <dan> b\n[02:01] <dan> c\n[03:01] <dan> d", "tea_2004-10-31.log", "Europe/Berlin"
    )

    assert [(record.at.hour, record.at.minute) for record in records] == [(0, 30), (0, 59), (1, 1), (2, 1)]


def test_names_that_give_the_day():
    for name in (
        "tea_20041115.log",
        "2004-11-15.train-a.txt",
        "/logs/2004/11/15/#tea.txt",
        "dev__2004-11-15_03.ascii.txt",
    ):
        assert read("[12:05] <dan> hello", name)[0].at == NOON


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[25:00] <dan> hello", "no such time"),
        ("[2004-02-31 12:00] <dan> hello", "no such time"),
        ("a line that somebody pasted", "no time, sender or notice that is known"),
        ("[12:05] ", "no time, sender or notice that is known"),
        ("[12:05] <dan> zero \0 byte", "holds a zero byte, which a database text cannot"),
    ],
)
def test_lines_that_are_reported(line, why):
    assert read(line) == [Unparsed(1, line, why)]


def test_blank_lines():
    assert read("[12:05] <dan> a\n\n   ") == [Said(1, NOON, "dan", "a"), Blank(2), Blank(3)]
