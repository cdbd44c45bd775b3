"""`kill -9` in the middle of an import, again and again; then once to the end."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KILLS = 5
LINES = 6_000

PROGRAM = """
import sys
from pathlib import Path
import django
django.setup()
from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain import chat_history
from coterie.reach.domain.import_file import import_file
from coterie.talk.models import Message

if sys.argv[1] == "migrate":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    Community.objects.create(slug="table", name="Table", created_at=now())
    sys.exit()
chat_history.BATCH = 100
report = import_file(
    kind="irc", path=Path(sys.argv[1]), community=Community.objects.get().pk, actor=Actor.of_system(), now=now(),
    progress=lambda lines: print(lines, flush=True),
).as_json()
told = LoggedEvent.objects.filter(kind="message_posted")
print(report["messages"], report["duplicates"], Message.objects.count(), told.count(), len(set(told.values_list("subject", flat=True))))
"""


def start(data: Path, argument: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "COTERIE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coterie.settings"}
    environment.pop("COTERIE_DATABASE_URL", None)
    command = [sys.executable, "-c", PROGRAM, argument]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.trust
@pytest.mark.timeout(300)
def test_killed_imports_lose_and_double_nothing(tmp_path):
    log = tmp_path / "tea_2004-11-15.log"
    log.write_text("".join(f"[{n // 600 % 24:02}:{n // 10 % 60:02}] <dan{n % 7}> line {n % 3}\n" for n in range(LINES)))
    assert start(tmp_path / "data", "migrate").communicate() == ("", None)
    for _ in range(KILLS):
        running = start(tmp_path / "data", str(log))
        assert running.stdout is not None
        while (told := running.stdout.readline().split()) and int(told[0]) < LINES // 3:
            pass
        time.sleep(random.random() / 10)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()

    ended = start(tmp_path / "data", str(log))
    last = ended.communicate()[0].strip().splitlines()[-1]

    new, known, *stored = (int(figure) for figure in last.split())
    print(f"\nimport killed {KILLS} times: {known} of {LINES} messages were kept, {new} came with the last run")
    assert new + known == LINES
    assert known > 0
    assert stored == [LINES, LINES, LINES]
