"""A made-up history of one community, told event by event, and the log it makes."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from coterie.review.queries.log import Log
from coterie.review.rules.columns import SCHEMA
from coterie.review.rules.period import asked

COMMUNITY = 7
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def after(days=0.0, *, minutes=0.0, seconds=0.0):
    return MONDAY + timedelta(days=days, minutes=minutes, seconds=seconds)


@dataclass
class Story:
    rows: list[dict] = field(default_factory=list)
    said: int = 0

    def tell(self, at, kind, *, community=COMMUNITY, data=None, **columns):
        row = {"at": at, "kind": kind, "community": community, **columns}
        row["data"] = json.dumps(data or {}, separators=(",", ":"))
        self.rows.append(row)

    def message(self, at, member, *, group=1, reply_to=None, mentions=(), community=COMMUNITY):
        self.said += 1
        data = {"reply_to": reply_to, "length": 12, "mentions": list(mentions), "pictures": 0}
        self.tell(at, "message_posted", member=member, group=group, subject=self.said, data=data, community=community)
        return self.said

    def delete(self, at, message):
        self.tell(at, "message_deleted", subject=message)

    def join(self, at, member, *, visitor=None):
        self.tell(at, "member_joined", member=member, visitor=visitor, data={"again": False})

    def leave(self, at, member):
        self.tell(at, "member_left", member=member)

    def sit(self, at, member, group):
        self.tell(at, "group_joined", member=member, group=group)

    def see(self, at, visitor):
        self.tell(at, "page_seen", visitor=visitor)

    def scan(self, at, visitor, *, group=None):
        self.tell(at, "code_scanned", visitor=visitor, group=group, code=1)

    def order(self, at, amount, *, order=None, member=None, customer=None, currency="CNY", kind="order_paid"):
        data = {"amount": amount, "currency": currency, "customer": customer}
        self.tell(at, kind, order=order, member=member, data=data)

    def events(self):
        columns = {name: [row.get(name) for row in self.rows] for name in SCHEMA.names}
        columns["tx"], columns["id"] = [0] * len(self.rows), list(range(1, len(self.rows) + 1))
        return pa.table(columns, schema=SCHEMA)

    def log(self, *, since=None, until=None, group=None, zone="UTC", now=None):
        latest = max((row["at"] for row in self.rows), default=MONDAY)
        now = now or latest + timedelta(seconds=1)
        return Log.of(self.events(), asked(COMMUNITY, since=since, until=until, group=group, now=now, zone=zone))
