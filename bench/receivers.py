"""`receivers`: the log through everybody who listens, beside reading its table.

python -m bench.receivers [receivers]
"""

import json
import os
import sys
import tempfile

from bench.figures import figure, turns


def receivers(joins: int = 100, repeats: int = 3) -> dict[str, object]:
    """Measure events of joins and messages through all receivers."""
    from bench.install import Install, connection
    from coterie.kit.actor import Actor
    from coterie.kit.clock import now
    from coterie.platform.events.pump import catch_up
    from coterie.platform.events.receiver import RECEIVERS
    from coterie.talk.domain.message import post_message

    install = Install()
    catch_up(now=now())
    seen = [0]

    def last() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT MAX(id) FROM events")
            return int(cursor.fetchone()[0])

    def happen() -> None:
        seen[0] = last()
        for person in install.members(joins):
            actor = Actor(account=person.account)
            for _ in range(5):
                post_message(group=person.group, member=person.member, text="Good morning", actor=actor, now=now())

    def least() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM events WHERE id > %s ORDER BY id", [seen[0]])
            return len(cursor.fetchall())

    def ours() -> int:
        catch_up(now=now())
        return last() - seen[0]

    rows = []
    for _ in range(repeats):
        happen()
        rows.append(turns(least, ours, 1))
    measured = sorted(rows, key=lambda row: row["ratio"])[len(rows) // 2]
    ratios = [row["ratio"] for row in rows]
    measured |= {"spread": [min(ratios), max(ratios)], "repeats": repeats}
    work = f"events of {joins} joins and {5 * joins} messages a turn through {len(RECEIVERS)} receivers, one thread"
    return figure("receivers", "events/s", work, measured, reach_rate=3000)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(receivers(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
