"""Histories by chance, and real ones from the shared folder."""

import csv
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.review.story import MONDAY, Story

SHARED = Path(__file__).parents[3] / "shared" / "data"


def shared(name):
    """Return a file of real data, or skip the test saying so."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no {name}: the shared data is not on this machine")
    return path


def random_story(seed, *, people=30, days=100, messages=500):
    """Tell of visitors, joins, leaves, messages with replies and mentions, and orders, at random moments."""
    dice = random.Random(seed)
    moments = sorted(dice.uniform(0, days) for _ in range(messages + 3 * people))
    story, said, visitor = Story(), [], 1000
    members = {}
    for when in moments:
        at = MONDAY + timedelta(days=when)
        what = dice.random()
        if what < 0.12:
            visitor += 1
            if dice.random() < 0.7:
                story.see(at, visitor)
            if dice.random() < 0.7:
                story.scan(at + timedelta(hours=dice.expovariate(0.1)), visitor)
        elif what < 0.22 and len(members) < people:
            number = len(members) + 1
            members[number] = at
            story.join(at, number, visitor=dice.randrange(1001, visitor + 2) if dice.random() < 0.8 else None)
        elif what < 0.24 and members:
            story.leave(at, dice.choice(list(members)))
        elif what < 0.28 and members:
            story.order(at, dice.randrange(100, 9000), member=dice.choice(list(members)), order=len(story.rows))
        elif members:
            speaker = min(dice.choice(list(members)), dice.choice(list(members)))
            recent = said[-15:]
            reply = dice.choice(recent)[0] if recent and dice.random() < 0.4 else None
            names = [dice.choice(list(members))] if dice.random() < 0.2 else []
            group = dice.choice([1, 1, 2])
            said.append((story.message(at, speaker, group=group, reply_to=reply, mentions=names), at, speaker))
    for message, at, _ in dice.sample(said, len(said) // 40):
        story.delete(at + timedelta(hours=1), message)
    # the log is in the order of writing, not of happening
    return story


def college():
    """Return the real private messages of a college's network as one community's log: 59,835 in 193 days."""
    story = Story()
    for line in shared("collegemsg/CollegeMsg.txt").read_text().splitlines():
        source, target, at = map(int, line.split())
        story.message(datetime.fromtimestamp(at, UTC), source, mentions=[target])
    return story


def retail():
    """Return real invoices as paid orders."""
    story = Story()
    with shared("online_retail_invoices/online_retail_invoices.csv").open() as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            story.order(
                datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=UTC),
                round(float(row["TotalPrice"]) * 100),
                order=number,
                customer=int(row["CustomerID"]),
                currency="GBP",
            )
    return story


def plain_messages(story):
    """Return the undeleted messages of a story as (at, member, group, message, reply_to, mentions), in log order."""
    gone = {row["subject"] for row in story.rows if row["kind"] == "message_deleted"}
    found = []
    for place, row in enumerate(story.rows):
        if row["kind"] == "message_posted" and row["subject"] not in gone:
            data = json.loads(row["data"])
            found.append((row["at"], place, row["member"], row["group"], row["subject"], data["reply_to"], data["mentions"]))
    return sorted(found)
