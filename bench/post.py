"""`post`: eight people write at a time, beside the INSERT of the message alone.

python -m bench.post [post]
"""

import itertools
import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.figures import exponent, figure, rate, turns

WRITERS = 8
NUMBERS = itertools.count()
TEXT = "I would put the offer first: three lines, then the price. What do you think?"
INSERT = (
    "INSERT INTO talk_messages (key, group_id, member_id, text, mentions, hanging, posted_at, deleted_by_staff)"
    " VALUES (?, ?, ?, ?, '[]', 0, '2026-03-02 12:00:00', 0)"
)


def post(messages: int = 400, repeats: int = 5) -> dict[str, object]:
    """Measure messages through the verb: stored, found by the search, told in the log and to the open pages."""
    from bench.install import Install, raw
    from coterie.kit.actor import Actor
    from coterie.kit.clock import now
    from coterie.talk.domain.message import post_message

    install = Install(slots=1)
    people = install.members(WRITERS)
    floor = raw(str(Path(os.environ["COTERIE_DATA"]) / "floor.sqlite3"))

    def write(person) -> None:
        for _ in range(messages // WRITERS):
            actor = Actor(account=person.account)
            post_message(group=person.group, member=person.member, text=TEXT, actor=actor, now=now())

    def least() -> int:
        for _ in range(messages):
            floor.execute(INSERT, (f"f{next(NUMBERS)}", people[0].group, people[0].member, TEXT))
        return messages

    with ThreadPoolExecutor(WRITERS) as pool:

        def ours() -> int:
            list(pool.map(write, people))
            return messages

        ours()
        measured = turns(least, ours, repeats)
        small = 1e6 / rate(ours)[1]
        for _ in range(8):
            ours()
        large = 1e6 / rate(ours)[1]
    grown = {"exponent": exponent(small, large, (repeats + 10) / (repeats + 2)), "reach_rate": 800}
    work = f"{messages} messages a turn, {WRITERS} threads; floor: one INSERT in a transaction of its own, one thread"
    return figure("post", "messages/s", work, measured, **grown)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(post(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
