"""`page`: pages as members, operators and guests see them, beside a Django view that says hello in the same process.

    python -m bench.page [page]

Over HTTP through the server as it is; hello runs in the same threads without any middleware.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import figure, middle
from bench.scan import ROOT, Turn, crowd, serving

REACH = {"page_group": 0.25, "page_today": 0.15, "page_landing": 0.40, "page_tested": 0.40}
HELLO = "/hello"
CONNECTIONS = 8
STAGE = """
import json
from django.test import Client
from bench.install import Install
from coterie.accounts.models import Account
from coterie.groups.models import Group
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.joining.domain.landing import create_landing, edit_landing, publish_landing
from coterie.joining.domain.landing_test import begin_landing_test
from coterie.joining.enums import BlockKind
from coterie.talk.domain.message import post_message
from coterie.web.sign_in.session import BACKEND
from django.db import connection
from django.test.utils import CaptureQueriesContext

def browser(account):
    client = Client()
    client.force_login(Account.objects.get(pk=account), backend=BACKEND)
    return client

def queries(client, path):
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path, HTTP_HOST="127.0.0.1").status_code == 200
    return len(seen)

install = Install(slots=1)
person, *others = install.members(12)
for number in range(30):
    writer = others[number % len(others)]
    facts = {"actor": Actor(account=writer.account), "now": now()}
    post_message(group=writer.group, member=writer.member, text=f"Headline number {number}", **facts)
words = {"actor": Actor(account=install.owner), "now": now()}
parts = [{"kind": kind, "heading": kind, "text": "One line | and what it says" * 9} for kind in BlockKind.values]
tea = create_landing(community=install.community, slug="tea", title="Tea at nine", blocks=parts, **words).pk
publish_landing(page=tea, **words)
edit_landing(page=tea, title="Tea at ten", **words)
begin_landing_test(page=tea, **words)
room = f"/m/table/g/{Group.objects.get(pk=person.group).key}"
doors = {
    "page_group": (room, browser(person.account)),
    "page_today": ("/console/table/", browser(install.owner)),
    "page_landing": ("/c/table", Client()),
    "page_tested": ("/c/table/l/tea", Client()),
}
print(json.dumps({
    name: {
        "path": path,
        "queries": queries(client, path),
        "cookie": "; ".join(f"{one.key}={one.value}" for one in client.cookies.values()),
    }
    for name, (path, client) in doors.items()
}))
"""


def page(seconds: float = 3, repeats: int = 3) -> list[dict[str, object]]:
    """Measure the group page with 30 messages, the console's first page, the public one, and a landing page tested."""
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
        ours = kept | {
            "COTERIE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "coterie.settings",
            "PYTHONPATH": str(ROOT),
        }
        made = [sys.executable, "-c", STAGE]
        said = subprocess.run(made, cwd=ROOT, env=ours, capture_output=True, text=True, check=True).stdout
        with serving("bench.page_program:application", Path(folder), ours, "/up") as house:
            return [measured(name, house, facts, seconds, repeats) for name, facts in json.loads(said).items()]


def measured(name: str, house, facts: dict[str, object], seconds: float, repeats: int) -> dict[str, object]:
    """Return the figure of one page: hello and the page take turns."""

    def turn(path: str, cookie: str = "") -> Turn:
        found = crowd(house, path, seconds, connections=CONNECTIONS, cookie=cookie)
        if found.failed:
            raise RuntimeError(f"{path} failed {found.failed} times")
        return found

    path, cookie = str(facts["path"]), str(facts["cookie"])
    turn(path, cookie)
    turns = [(turn(HELLO), turn(path, cookie)) for _ in range(repeats)]
    ratios = [own.rate / least.rate for least, own in turns]
    found = {
        "floor": middle(least.rate for least, _ in turns),
        "ours": middle(own.rate for _, own in turns),
        "ratio": round(middle(1000 * one for one in ratios) / 1000, 4),
        "spread": [round(min(ratios), 4), round(max(ratios), 4)],
        "p99_ms": middle(own.p99_ms for _, own in turns),
        "cpu_us": {"floor": middle(least.cpu_us for least, _ in turns), "ours": middle(own.cpu_us for _, own in turns)},
        "repeats": repeats,
    }
    work = f"{CONNECTIONS} connections, {path.rpartition('/')[0] or '/'}, one core each for server and crowd"
    return figure(name, "requests/s", work, found, reach=REACH[name], queries=facts["queries"])


if __name__ == "__main__":
    print(json.dumps(page(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
