"""`import`: a chat log of 250,000 lines until it is searchable and counted, beside reading its lines.

python -m bench.history [import]
"""

import itertools
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figures import exponent, figure, middle, rate, turns

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
NICKS = ["Dan", "nina", "carol_", "bob", "Eve|away", "tea-time", "zoe2", "[kit]", "Ann^", "paul", "王芳", "茶友"]
ENGLISH = """
the a to and of in is it you that for on with this are have can what how so get all use just out
when there like see need any group price order offer question answer morning evening session host
welcome member link check point reward coupon vote start next last month thanks hello maybe server
driver install update screen file folder setting network
""".split()  # noqa: SIM905 - a text reads better than a list of a hundred strings
CHINESE = (
    "今天大家一起来说说自己的想法这个活动很好我觉得可以再多一点时间报名的人请在群里打卡谢谢老板"
    "新品明天上午到货价格还是原来的那样有问题随时问我们会马上回答欢迎新朋友加入读书会喝茶聊天分享经验优惠券投票"
)
LINE = re.compile(r"\[(\d\d):(\d\d)\] <([^>]+)> (.*)")
NEEDLES = {"needle": 1_000, "绣花针": 1_000}
"""Words that stand in every so manieth message, to be found."""


def log_lines(count: int) -> Iterator[str]:
    """Yield a log of some months: nine lines of ten are messages, a third of them Chinese; people come and go."""
    dice, at, day = random.Random(7), BEGIN, BEGIN.date()
    people = [f"{nick}{number or ''}" for number in range(120) for nick in NICKS]
    heavy = list(itertools.accumulate(1 / (place + 1) ** 0.8 for place in range(len(people))))
    yield f"--- Log opened {at:%a %b %d %H:%M:%S %Y}"
    for number in range(1, count):
        at += timedelta(seconds=dice.expovariate(1 / 30))
        who, whom = dice.choices(people, cum_weights=heavy, k=2)
        if at.date() != day:
            day = at.date()
            yield f"--- Day changed {day:%a %b %d %Y}"
        elif number % 20 == 0:
            yield f"=== {who} [~{who}@host.example] has {'joined #tea' if number % 40 else 'quit [bye]'}"
        else:
            yield f"[{at:%H:%M}] <{who}> {words(dice, number, whom)}"


def words(dice: random.Random, number: int, whom: str) -> str:
    """Return what somebody says."""
    if dice.random() < 0.3:
        place = dice.randrange(len(CHINESE) - 36)
        said = CHINESE[place : place + dice.randint(3, 36)]
    else:
        said = " ".join(dice.choices(ENGLISH, k=dice.randint(2, 20)))
    said = f"{whom}: {said}" if dice.random() < 0.25 else said
    return said + "".join(f" {word}" for word, each in NEEDLES.items() if number % each == 1)


def history(lines: int = 250_000, repeats: int = 3) -> dict[str, object]:
    """Measure imports through the verb, each into a group of its own, with what proves that nothing is missing."""
    from bench.install import SYSTEM, Install
    from coterie.kit.clock import now
    from coterie.kit.sweep import sweep_less
    from coterie.reach.domain.import_file import import_file

    install, peak, rooms = Install(slots=1), [0.0], itertools.count(1)
    small, large = (written(f"{count}.log", count) for count in (max(lines // 10, 100), lines))

    def taken(file: Path) -> int:
        room = f"room {next(rooms)}"
        facts = {"community": install.community, "group": room, "timezone": "UTC", "now": now()}
        told = import_file(kind="irc", path=file, progress=lambda _: peak.append(anonymous_mb()), **facts, **SYSTEM)
        prove(install, room, file, told.values)
        return int(told.values["messages"])

    sweep_less()
    first = 1e6 / rate(lambda: taken(small))[1]
    measured = turns(lambda: matched(large), lambda: taken(large), repeats)
    more = {
        "parser": middle(rate(lambda: parsed(large))[0] for _ in range(repeats)),
        "peak_mb": max(peak),
        "exponent": exponent(first, measured["cpu_us"]["ours"], lines / max(lines // 10, 100)),
        "reach_rate": 20_000,
    }
    work = f"a log of {lines:,} lines in English and Chinese, one thread; floor: one expression for each line"
    return figure("import", "messages/s", work, measured, **more)


def prove(install, room: str, file: Path, told: dict[str, object]) -> None:
    """See that every message is stored, told of in the log and found in both languages; a part of what is measured."""
    from coterie.groups.models import Group
    from coterie.kit.actor import Actor
    from coterie.platform.events.models import LoggedEvent
    from coterie.talk.models import Message
    from coterie.talk.queries.search import messages_found

    group, actor = Group.objects.get(name=room).pk, Actor(account=install.owner)
    found = [messages_found(actor, install.community, word).filter(group=group).count() for word in NEEDLES]
    counted = LoggedEvent.objects.filter(kind="message_posted", group=group).count()
    text = file.read_text(encoding="utf-8")
    expected = [told["messages"], told["messages"], *(text.count(word) for word in NEEDLES)]
    if [Message.objects.filter(group=group).count(), counted, *found] != expected or told["unparsed_total"]:
        raise RuntimeError(f"{expected} expected, {counted} counted, {found} found")


def written(name: str, lines: int) -> Path:
    file = Path(os.environ["COTERIE_DATA"]) / name
    file.write_text("".join(f"{line}\n" for line in log_lines(lines)), encoding="utf-8")
    return file


def matched(file: Path) -> int:
    """Do the least that tells who said what when."""
    with file.open(encoding="utf-8") as lines:
        return sum(found is not None and bool(found.groups()) for found in map(LINE.match, lines))


def parsed(file: Path) -> int:
    """Read the log as the import does, and keep nothing."""
    from zoneinfo import ZoneInfo

    from coterie.reach.formats.irc import format as irc
    from coterie.reach.formats.records import Said
    from coterie.reach.formats.source import Source

    return sum(isinstance(record, Said) for record in irc.read(Source.of(file), ZoneInfo("UTC")).records)


def anonymous_mb() -> float:
    """Return the memory of this process that is no file's, in MB."""
    status = Path("/proc/self/status").read_text()
    return round(int(status.partition("RssAnon:")[2].split()[0]) / 1024, 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(history(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
