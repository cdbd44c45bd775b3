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


def filled(install, lines: int, inviters: int) -> int:
    """Write a campaign with so many lines and inviters, and return its number."""
    from coterie.growth.models import Campaign, CampaignTerms, Participant, ReferralRecord
    from coterie.members.models import Member

    dice = random.Random(7)
    row = Campaign.objects.create(
        community_id=install.community, name="Bench", kind="individual", state="running", created_at=BEGIN,
        starts_at=BEGIN, ends_at=BEGIN + timedelta(days=30),
    )  # fmt: skip
    terms = CampaignTerms.objects.create(campaign=row, number=1, made_at=BEGIN)
    base = (Member.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    friends = int(lines / 2.9)
    people = Member.objects.bulk_create(
        [
            Member(community_id=install.community, number=base + n, name="x", joined_at=BEGIN)
            for n in range(inviters + friends)
        ],
        batch_size=5000,
    )
    parts = Participant.objects.bulk_create(
        [Participant(campaign=row, member=one, terms=terms, began_at=BEGIN) for one in people[:inviters]],
        batch_size=5000,
    )
    stream, visitor = [], row.pk * 10_000_000
    for friend in people[inviters:]:
        visitor += 1
        at = BEGIN + timedelta(minutes=dice.randint(0, 40_000))
        told = [("scanned", at)]
        if dice.random() < 0.7:
            told.append(("joined", at + timedelta(minutes=3)))
            told += [("spoke", at + timedelta(minutes=30))] if dice.random() < 0.6 else []
            if dice.random() < 0.4:
                gone = at + timedelta(hours=dice.randint(1, 300))
                told += [("left", gone), *([("joined", gone + timedelta(hours=5))] if dice.random() < 0.5 else [])]
        who = parts[min(int(dice.paretovariate(0.9)) - 1, inviters - 1)] if dice.random() < 0.5 else dice.choice(parts)
        for kind, when in told:
            look = kind == "scanned"
            stream.append(ReferralRecord(
                campaign=row, kind=kind, at=when, event=None if look else len(stream) + 1,
                visitor=visitor if kind in {"scanned", "joined"} else None,
                member=None if look else friend, participant=who if look else None,
            ))  # fmt: skip
    stream.sort(key=lambda line: line.at)
    ReferralRecord.objects.bulk_create(stream, batch_size=5000)
    return row.pk


def made():
    """Return the installation that is measured."""
    from bench.install import Install

    return Install(slots=1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(fold(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
