"""Files that are cut, mis-encoded, huge, or no text at all: read, reported line by line, or refused with nothing changed."""

import gzip
import random
import sqlite3
import tracemalloc
import zipfile
from collections import Counter

import pytest

from coterie.groups.models import Group
from coterie.kit.errors import Invalid
from coterie.market.models import Order
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain.import_file import KINDS, import_file
from coterie.reach.formats.source import Unreadable
from coterie.reach.models import ImportRun, Imprint
from coterie.talk.models import Message
from coterie.talk.queries.search import messages_found
from tests.cast import NOW, call_cast

CHINESE = "[12:05] <王芳> 茶很好，谢谢大家\n[12:06] <dan> 王芳: 明天见\n"
WESTERN = "[12:05] <dan> Grüße, ça va?\n[12:06] <Ünal> dan: gut\n"
SHEET = "订单编号,下单时间,客户编号,实付金额\nA1,2024-03-01,c1,10.00\nA2,2024-03-02,c2,12.50\n"


@pytest.fixture
def cast(db):
    return call_cast()


@pytest.fixture
def take(cast, tmp_path):
    def taken(content, kind="auto", name="tea_2004-11-15.log"):
        path = tmp_path / name
        path.write_bytes(content)
        facts = {"community": cast.table.pk, "timezone": "UTC", "actor": cast.actor("alice"), "now": NOW}
        return import_file(kind=kind, path=path, **facts).as_json()

    return taken


def everything():
    rows = (Group, Member, Message, Order, LoggedEvent, ImportRun, Imprint)
    return {model.__name__: model.objects.count() for model in rows}


WRITTEN = {
    "utf-8": CHINESE.encode(),
    "utf-8, marked": CHINESE.encode("utf-8-sig"),
    "utf-16, marked": CHINESE.encode("utf-16"),
    "utf-16-be, marked": b"\xfe\xff" + CHINESE.encode("utf-16-be"),
    "utf-32, marked": CHINESE.encode("utf-32"),
    "gb18030": CHINESE.encode("gb18030"),
    "gbk": CHINESE.encode("gbk"),
    "utf-16-le": WESTERN.encode("utf-16-le"),
    "utf-16-be": WESTERN.encode("utf-16-be"),
    "latin-1": WESTERN.encode("latin-1"),
    "line ends of Windows": CHINESE.replace("\n", "\r\n").encode(),
    "line ends of Windows, wide": WESTERN.replace("\n", "\r\n").encode("utf-16"),
    "packed": gzip.compress(CHINESE.encode("gb18030")),
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_chat_in_any_code_is_taken_in_as_it_was_written(content, take, cast):
    report = take(content)

    said = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert said in [[line.split("> ", 1)[1] for line in text.splitlines()] for text in (CHINESE, WESTERN)]
    assert (report["messages"], report["lines"], report["unparsed_total"]) == (2, 2, 0)
    assert [len(row.mentions) for row in Message.objects.order_by("id")] == [0, 1]
    found = [messages_found(cast.actor("alice"), cast.table.pk, word).count() for word in ("谢谢", "GRÜSSE")]
    assert sorted(found) == [0, 1]


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "gb18030"])
def test_orders_in_any_code_are_taken_in(code, take):
    report = take(SHEET.encode(code), name="orders.csv")

    assert (report["kind"], report["orders"], report["total"]) == ("orders", 2, 22.5)


REFUSED = {
    "nothing": b"",
    "nothing packed": gzip.compress(b""),
    "blank lines": b"\n \r\n\n",
    "zero bytes": bytes(5_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(20_000),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(2).randbytes(20_000),
    "a diary": b"Dear diary, nothing happened.\n" * 40,
    "half a packed file": gzip.compress(random.Random(3).randbytes(50_000))[:20_000],
    "one endless line": b"[12:05] <dan> " + b"x" * 3_000_000,
}


@pytest.mark.parametrize("kind", ["auto", *KINDS])
@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_no_format_reads_is_refused_and_changes_nothing(content, kind, take):
    before = everything()

    with pytest.raises(Invalid) as refusal:
        take(content, kind, name="odd.bin")

    assert isinstance(refusal.value, Unreadable)
    assert str(refusal.value)
    assert everything() == before


@pytest.mark.parametrize("kind", ["auto", *KINDS])
def test_databases_and_archives_are_refused(kind, take, tmp_path):
    with sqlite3.connect(tmp_path / "a.db") as other:
        other.execute("CREATE TABLE a (b)")
    other.close()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("tea.log", CHINESE)
    before = everything()

    for name in ("a.db", "a.zip"):
        with pytest.raises(Unreadable):
            take((tmp_path / name).read_bytes(), kind, name="odd.bin")

    assert everything() == before


def test_lines_that_cannot_be_kept_are_reported_and_the_others_taken_in(take):
    lines = [
        b"[12:05] <dan> before",
        b"[12:06] <dan> a\0b",
        b"\0\0\0",
        b"\xff\xfe\xfd",
        b"[12:07] <dan> " + b"y" * 70_000,
    ]
    report = take(b"\n".join([*lines, b"[12:08] <dan> after", b"[12:09] <da"]), "irc")

    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["before", "after"]
    assert report["lines"] == report["messages"] + report["unparsed_total"] == 7
    assert [(each["line"], each["why"]) for each in report["unparsed"]] == [
        (2, "holds a zero byte, which a database text cannot"),
        (3, "holds a zero byte, which a database text cannot"),
        (4, "no time, sender or notice that is known"),
        (5, "longer than 65,536 bytes"),
        (7, "no sender"),
    ]


def test_wide_file_cut_within_a_sign(take):
    report = take(b"\xff\xfe" + CHINESE.encode("utf-16-le")[:-3])

    assert (report["messages"], report["unparsed_total"]) == (2, 0)
    assert Message.objects.order_by("id").last().text == "王芳: 明天\ufffd"


def test_table_that_is_cut_short(take):
    header = "order_id,date,customer,amount\n"
    report = take(f"{header}1,2024-03-01,c1,10.00\n2,2024-03-01,c1,1".encode(), "orders", name="a.csv")
    cut = take(f'{header}3,2024-03-01,c1,10.00\n4,2024-03-01,"c1'.encode(), "orders", name="b.csv")

    assert (report["orders"], report["total"]) == (2, 11.0)
    assert (cut["orders"], [each["why"] for each in cut["unparsed"]]) == (1, ["a quotation mark that is not closed"])


def test_json_with_what_no_text_can_hold(take):
    event = '{"event": "message", "at": "2024-03-01T10:00:00Z", "who": "%s", "group": "Tea", "text": "%s"}'
    texts = ["good", r"half \ud83d", r"whole \ud83c\udf75", r"zero \u0000", "[" * 5_000]
    lines = [event % ("dan", text) for text in texts] + [event % (r"\udc00", "named"), "{" * 90_000, '{"event": 1']

    report = take("\n".join(lines).encode(), "events", name="events.jsonl")

    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["good", "whole 🍵", "[" * 5_000]
    assert Counter(each["why"] for each in report["unparsed"]) == {
        "half of a sign, which is no text": 2, "too long a line, or one with zero bytes": 2, "not JSON": 1,
    }  # fmt: skip


def test_names_that_folding_makes_longer(take):
    names = ["ß" * 100, "ß" * 99 + "s"]
    event = '{"event": "%s", "at": "2024-03-01T10:0%d:00Z", "who": "%s", "group": "Tea", "text": "hello"}'
    lines = [event % (kind, minute, name) for minute, kind in enumerate(["signup", "message"]) for name in names]

    report = take("\n".join(lines).encode(), "events", name="events.jsonl")

    assert (report["messages"], report["adds"], report["unparsed_total"]) == (2, 2, 0)
    assert (
        sorted(Member.objects.filter(external_ref__startswith="events:").values_list("name", flat=True))
        == ["ß" * 60] * 2
    )


@pytest.mark.parametrize("kind", ["irc", "orders", "events"])
def test_huge_line_is_read_in_bounded_memory(kind, cast, tmp_path):
    beginnings = {
        "irc": b"[12:05] <dan> before\n",
        "orders": b"order_id,date,customer,amount\n1,2024-03-01,c1,10.00\n",
        "events": b'{"event": "signup", "at": "2024-03-01T10:00:00Z", "who": "dan"}\n',
    }
    path = tmp_path / "huge_2004-11-15.log"
    with path.open("wb") as file:
        file.write(beginnings[kind])
        file.truncate(200_000_000)
    facts = {"community": cast.table.pk, "timezone": "UTC", "actor": cast.actor("alice"), "now": NOW}
    tracemalloc.start()

    report = import_file(kind=kind, path=path, **facts).as_json()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (report["unparsed_total"], report["unparsed"][0]["line"]) == (1, 2 if kind != "orders" else 3)
    assert len(report["unparsed"][0]["text"]) == 500
    assert peak < 10_000_000
