"""`fold`: a campaign of 1,000,000 lines and 100,000 inviters, from the ledger to who brought how many who count.

python -m bench.fold [fold]
"""

import json
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta

from bench.figures import exponent, figure, rate, turns

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
AT = BEGIN + timedelta(days=40)
LINES = """
SELECT member_id, COUNT(*), MIN(at), MAX(at), SUM(kind = 'joined'), SUM(kind = 'left') FROM growth_records
    WHERE campaign_id = %s GROUP BY member_id
"""


def fold(lines: int = 1_000_000, inviters: int = 100_000, repeats: int = 3) -> dict[str, object]:
    """Measure the fold of a whole campaign through the query that pages and rewards use, beside one GROUP BY."""
    install = made()
    from coterie.growth.models import Campaign
    from coterie.kit.sweep import sweep_less

    large, small = filled(install, lines, inviters), filled(install, max(lines // 10, 10), max(inviters // 10, 2))

    def ours(number: int = large, count: int = lines) -> int:
        campaign = Campaign.objects.get(pk=number)
        found.append(counted(campaign))
        return count

    sweep_less()
    found: list[Counter[int]] = []
    first = 1e6 / rate(lambda: ours(small, max(lines // 10, 10)))[1]
    measured = turns(lambda: grouped(large, lines), ours, repeats)
    work = (
        f"{lines:,} lines of {inviters:,} inviters on SQLite: looks, joins, words, leaving, coming back;"
        " floor: one GROUP BY over the same lines"
    )
    times = round(1 / float(str(measured["ratio"])), 2)
    more = {"times_floor": times, "counts": sum(found[-1].values()), "reach": round(1 / 8, 4)}
    grown = exponent(first, measured["cpu_us"]["ours"], lines / max(lines // 10, 10))
    return figure("fold", "lines/s", work, measured, **more, exponent=grown)


def counted(campaign) -> Counter[int]:
    """Return how many friends of each inviter count."""
    from coterie.growth.queries.ledger import friends_in

    return Counter(friend.participant for friend in friends_in(campaign, AT) if friend.standing == "counts")


def grouped(campaign: int, lines: int) -> int:
    """Let the database count by friend, and keep nothing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(LINES, [campaign])
        for _row in cursor:
            pass
    return lines


PEOPLE = """
INSERT INTO members (key, community_id, number, name, title, needs, line, state, joined_at)
    WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < %s - 1)
    SELECT printf('%%012d', %s + n), %s, %s + n, 'x', '', '[]', '', 'active', %s FROM counted
"""
PARTS = """
INSERT INTO growth_participants (key, campaign_id, member_id, terms_id, began_at, counting, joined)
    SELECT key, %s, id, %s, joined_at, 0, 0 FROM members WHERE number >= %s AND number < %s
"""
LINE = """
INSERT INTO growth_records (campaign_id, kind, at, event, visitor, member_id, participant_id, again, why, medium)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 0, '', 'link')
"""


def filled(install, lines: int, inviters: int) -> int:
    """Write a campaign with so many lines and inviters, and return its number."""
    from django.db import connection, transaction

    from coterie.growth.models import Campaign, CampaignTerms, Participant
    from coterie.members.models import Member

    row = Campaign.objects.create(
        community_id=install.community, name="Bench", kind="individual", state="running", created_at=BEGIN,
        starts_at=BEGIN, ends_at=BEGIN + timedelta(days=30),
    )  # fmt: skip
    terms = CampaignTerms.objects.create(campaign=row, number=1, made_at=BEGIN)
    base = (Member.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    friends = int(lines / 2.9)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PEOPLE, [inviters + friends, base, install.community, base, BEGIN])
        cursor.execute(PARTS, [row.pk, terms.pk, base, base + inviters])
        members = Member.objects.filter(number__gte=base + inviters).order_by("number").values_list("pk", flat=True)
        parts = list(Participant.objects.filter(campaign=row).values_list("pk", flat=True))
        stream = sorted(stream_of(list(members), parts, row.pk * 10_000_000), key=lambda line: line[1])
        told = [
            (row.pk, kind, at, None if kind == "scanned" else number, *whom)
            for number, (kind, at, *whom) in enumerate(stream, 1)
        ]
        cursor.executemany(LINE, told)
    return row.pk


def stream_of(members: list[int], parts: list[int], visitor: int):
    """Yield what happens: kind, moment, browser, member, participant. Few inviters bring half of the friends."""
    dice = random.Random(7)
    for member in members:
        visitor += 1
        at = BEGIN + timedelta(minutes=dice.randint(0, 40_000))
        few = min(int(dice.paretovariate(0.9)) - 1, len(parts) - 1)
        yield "scanned", at, visitor, None, parts[few] if dice.random() < 0.5 else dice.choice(parts)
        if dice.random() < 0.7:
            yield "joined", at + timedelta(minutes=3), visitor, member, None
            if dice.random() < 0.6:
                yield "spoke", at + timedelta(minutes=30), None, member, None
            if dice.random() < 0.4:
                gone = at + timedelta(hours=dice.randint(1, 300))
                yield "left", gone, None, member, None
                if dice.random() < 0.5:
                    yield "joined", gone + timedelta(hours=5), visitor, member, None


def made():
    """Return the installation that is measured."""
    from bench.install import Install

    return Install(slots=1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(fold(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
