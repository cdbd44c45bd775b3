"""`kill -9` in the middle of an import, again and again; then once to the end."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.install import new_install

ROOT = Path(__file__).resolve().parents[3]
KILLS = 5
LINES = 6_000

PROGRAM = """
import sys
from hashlib import sha256
from pathlib import Path
import django
django.setup()
from django.db import connection
from coterie.groups.models import Group, Membership
from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain import chat_history
from coterie.reach.domain.import_file import import_file
from coterie.reach.models import Imprint
from coterie.talk.models import Message

if sys.argv[1] == "begin":
    Community.objects.create(slug="table", name="Table", created_at=now())
    sys.exit()
chat_history.BATCH = 100
report = import_file(
    kind="irc", path=Path(sys.argv[1]), community=Community.objects.get().pk, actor=Actor.of_system(), now=now(),
    progress=lambda lines: print(lines, flush=True),
).as_json()
told = LoggedEvent.objects.filter(kind="message_posted")
print(report["messages"], report["duplicates"], Message.objects.count(), told.count(), len(set(told.values_list("subject", flat=True))))
stays = Membership.objects.order_by("member__name", "joined_at", "id")
with connection.cursor() as cursor:
    cursor.execute("SELECT words FROM talk_search ORDER BY rowid")
    found = cursor.fetchall()
kept = [
    list(Message.objects.order_by("id").values_list("member__name", "text", "posted_at", "mentions")),
    list(stays.values_list("member__name", "joined_at", "left_at")),
    sorted(LoggedEvent.objects.filter(kind__in=["group_joined", "group_left"]).values_list("kind", "at")),
    sorted(Imprint.objects.values_list("mark", flat=True)), found, Group.objects.get(name__startswith="tea").taken,
]
print(len(found), sha256(repr(kept).encode()).hexdigest())
"""


def start(data: Path, argument: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "COTERIE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coterie.settings"}
    environment.pop("COTERIE_DATABASE_URL", None)
    command = [sys.executable, "-c", PROGRAM, argument]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def told_at_the_end(data: Path, log: Path) -> tuple[list[int], str]:
    """Import to the end; return the counts of messages and of their traces, and what stands there in one word."""
    *_lines, counts, kept = start(data, str(log)).communicate()[0].strip().splitlines()
    found, word = kept.split()
    return [int(count) for count in (*counts.split(), found)], word


def lines_of_log() -> Iterator[str]:
    for number in range(LINES):
        yield f"[{number // 600 % 24:02}:{number // 10 % 60:02}] <dan{number % 7}> dan{number % 5}: line {number % 3} 茶\n"
        if number % 11 == 3:
            yield f"=== dan{number % 7} [d@host.org] has {'joined #tea' if number % 2 else 'quit [bye]'}\n"


@pytest.mark.slow
@pytest.mark.trust
@pytest.mark.timeout(300)
def test_killed_imports_lose_and_double_nothing(tmp_path):
    log = tmp_path / "tea_2004-11-15.log"
    log.write_text("".join(lines_of_log()))
    for data in ("data", "whole"):
        new_install(tmp_path / data)
        assert start(tmp_path / data, "begin").communicate() == ("", None)
    for kill in range(1, KILLS + 1):
        running = start(tmp_path / "data", str(log))
        assert running.stdout is not None
        while (told := running.stdout.readline().split()) and int(told[0]) < kill * LINES // (KILLS + 2):
            pass
        time.sleep(random.random() / 50)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()

    (new, known, *stored), kept = told_at_the_end(tmp_path / "data", log)
    whole = told_at_the_end(tmp_path / "whole", log)

    print(f"\nimport killed {KILLS} times: {known} of {LINES} messages were kept, {new} came with the last run")
    assert new + known == LINES
    assert known > 0 < new
    assert stored == [LINES] * 4
    assert whole == ([LINES, 0, *stored], kept)
