"""Histories by chance, and real ones from the shared folder."""

import csv
import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache
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
    chance = Chance(random.Random(seed), people)
    for when in sorted(chance.dice.uniform(0, days) for _ in range(messages + 3 * people)):
        chance.happens(MONDAY + timedelta(days=when))
    for message, at in chance.dice.sample(chance.said, len(chance.said) // 40):
        chance.story.delete(at + timedelta(hours=1), message)
    return chance.story


class Chance:
    """Things that happen to a community of at most some people."""

    def __init__(self, dice, people):
        self.dice, self.people = dice, people
        self.story, self.said, self.members, self.visitor = Story(), [], [], 1000

    def happens(self, at):
        look, join, leave, order, message = self.look, self.join, self.leave, self.order, self.message
        (what,) = self.dice.choices([look, join, leave, order, message], [12, 10, 2, 4, 72])
        if self.members or what in (look, join):
            what(at)

    def look(self, at):
        self.visitor += 1
        if self.dice.random() < 0.7:
            self.story.see(at, self.visitor)
        if self.dice.random() < 0.7:
            self.story.scan(at + timedelta(hours=self.dice.expovariate(0.1)), self.visitor)

    def join(self, at):
        if len(self.members) < self.people:
            self.members.append(len(self.members) + 1)
            known = self.dice.random() < 0.8
            self.story.join(
                at, self.members[-1], visitor=self.dice.randrange(1001, self.visitor + 2) if known else None
            )

    def leave(self, at):
        self.story.leave(at, self.dice.choice(self.members))

    def order(self, at):
        amount, member = self.dice.randrange(100, 9000), self.dice.choice(self.members)
        self.story.order(at, amount, member=member, order=len(self.story.rows))

    def message(self, at):
        speaker = min(self.dice.choices(self.members, k=2))
        reply = self.dice.choice(self.said[-15:])[0] if self.said and self.dice.random() < 0.4 else None
        names = self.dice.choices(self.members, k=1) if self.dice.random() < 0.2 else []
        group = self.dice.choice([1, 1, 2])
        self.said.append((self.story.message(at, speaker, group=group, reply_to=reply, mentions=names), at))


def college():
    """Return the real private messages of a college's network as one community's log: 59,835 in 193 days."""
    told = college_told()
    return Story(list(told.rows), told.said)


@cache
def college_told():
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
            found.append(
                (row["at"], place, row["member"], row["group"], row["subject"], data["reply_to"], data["mentions"])
            )
    return sorted(found)
