"""`kill -9` at random moments under a mixed load: nothing acknowledged is lost, no effect is doubled."""

import os
import random
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from coterie.kit.seal import Seal
from tests.install import Install, new_install
from tests.trust.visitors import Crowd, Told

MOMENTS = int(os.environ.get("TRUST_MOMENTS", "3"))
"""Deaths in one run; `make trust` asks for 50."""
DEEDS = ("scan", "scan", "join", "post", "post", "give")


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def crowd_for(install: Install) -> Crowd:
    """Found a community with a code, and somebody whose token may post."""
    install.run("community", "create", "crash", "--name", "Crash")
    script = """
import json
from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.api_token import create_api_token
from coterie.accounts.models import Account
from coterie.communities.domain.community import open_community
from coterie.communities.domain.rule_set import publish_rules
from coterie.communities.models import Community
from coterie.groups.domain.group import create_group
from coterie.groups.domain.membership import join_group
from coterie.joining.domain.code import create_code
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.members.domain.member import admit_member
from coterie.rewards.domain.plan import edit_plan
owner = Account.objects.get(email="owner@localhost")
actor = Actor(account=owner.pk)
row = Community.objects.get(slug="crash")
publish_rules(community=row.pk, text="Be kind.", actor=actor, now=now())
open_community(community=row.pk, anyway="a test", actor=actor, now=now())
room = create_group(community=row.pk, name="Room", capacity=100000, actor=actor, now=now())
member = admit_member(community=row.pk, account=owner.pk, name="Owner", actor=actor, now=now())
join_group(group=room.pk, member=member.pk, actor=actor, now=now())
code = create_code(community=row.pk, title="Doors", groups=["Room"], capacity=100000, actor=actor, now=now())
edit_plan(community=row.pk, on=True, actor=actor, now=now())
scopes = ["read_member", "write_member", "see_members", "edit_rewards"]
made = create_api_token(account=owner.pk, name="test", scopes=scopes, actor=actor, now=now())
print(json.dumps({"code": code.slug, "room": room.key, "member": member.key, "token": made.secret}))
"""
    facts = install.python(script)
    return Crowd(install, facts["code"], facts["room"], facts["member"], facts["token"])


@pytest.mark.slow
@pytest.mark.trust
@pytest.mark.timeout(1800)
def test_nothing_acknowledged_is_lost(install: Install) -> None:
    crowd = crowd_for(install)
    dice = random.Random(9)
    threads = [threading.Thread(target=crowd.run, args=[deed], daemon=True) for deed in DEEDS]
    for moment in range(MOMENTS):
        server = install.start("serve", "--port", str(install.port))
        install.wait()
        if not moment:
            [thread.start() for thread in threads]
        under_way(crowd)
        time.sleep(dice.random() * 0.6)
        server.kill()
        server.communicate()
    crowd.stopped.set()
    [thread.join() for thread in threads]
    with install.serving():
        caught_up(install)

    wrong = faults(install, crowd.told)
    told = crowd.told
    print(
        f"{MOMENTS} deaths: {len(told.seats)} seats, {len(told.joined)} joins, {len(told.posted)} messages,"
        f" {len(told.given)} gifts of points, lost {wrong}"
    )
    assert crowd.refused == []
    assert min(len(told.seats), len(told.joined), len(told.posted), len(told.given)) > 0
    assert wrong == {}


def under_way(crowd: Crowd) -> None:
    """Wait until this server has let somebody in and has kept a message."""
    joins, posts = crowd.busy
    ends = time.monotonic() + 30
    while not (crowd.busy[0] > joins and crowd.busy[1] > posts):
        assert time.monotonic() < ends, crowd.refused
        time.sleep(0.01)


def caught_up(install: Install) -> None:
    """Wait until the receivers have heard everything."""
    ends = time.monotonic() + 60
    while install.run("events")["behind"]:
        assert time.monotonic() < ends
        time.sleep(0.2)


def faults(install: Install, told: Told) -> dict[str, object]:
    """Compare what was acknowledged with what is there, and what is there with itself."""
    base = sqlite3.connect(install.data / "coterie.sqlite3")
    seal = Seal((install.data / "secret_key").read_text(), "visitor")
    seats = dict(base.execute("SELECT visitor, number FROM joining_tickets t JOIN joining_slots s ON s.id = t.slot_id"))
    rooms = Counter(
        name
        for (name,) in base.execute(
            "SELECT name FROM members m JOIN groups_memberships g ON g.member_id = m.id AND g.left_at IS NULL"
        )
    )
    gifts = Counter(note for (note,) in base.execute("SELECT note FROM rewards_awards WHERE deed = 'gift'"))
    posts = Counter(base.execute("SELECT nonce, key FROM talk_messages WHERE nonce IS NOT NULL"))
    found = {
        "seats": [c for c, slot in told.seats.items() if str(seats.get(int(seal.read(c) or "0", 16))) != slot],
        "joins": [name for name in told.joined if rooms[name] != 1],
        "messages": [nonce for nonce, key in told.posted.items() if posts[nonce, key] != 1],
        "gifts": [note for note in told.given if gifts[note] != 1],
        "ledger": install.run("check")["ledger"]["faults"],
        **{name: rows for name, query in DOUBLED.items() if (rows := base.execute(query).fetchall())},
    }
    return {name: rows for name, rows in found.items() if rows}


DOUBLED = {
    "slot and tickets": "SELECT s.id, taken, n FROM joining_slots s JOIN (SELECT slot_id, count(*) n FROM joining_tickets "
    "WHERE state IN ('held', 'joined') GROUP BY 1) t ON t.slot_id = s.id WHERE taken <> n",
    "group and members": "SELECT g.id, taken, n FROM groups g JOIN (SELECT group_id, count(*) n FROM groups_memberships "
    "WHERE left_at IS NULL GROUP BY 1) m ON m.group_id = g.id WHERE taken <> n",
    "events of a message": "SELECT subject, count(*) FROM events WHERE kind = 'message_posted' GROUP BY 1 HAVING count(*) > 1",
    "message without event": "SELECT id FROM talk_messages WHERE id NOT IN (SELECT subject FROM events WHERE kind = 'message_posted')",
    "events of a member": "SELECT member, count(*) FROM events WHERE kind = 'member_joined' GROUP BY 1 HAVING count(*) > 1",
    "member numbers": "SELECT number, count(*) FROM members GROUP BY community_id, number HAVING count(*) > 1",
    "names": "SELECT name, count(*) FROM members WHERE name LIKE 'P%' GROUP BY 1 HAVING count(*) > 1",
    "gifts": "SELECT note, count(*) FROM rewards_awards WHERE deed = 'gift' GROUP BY 1 HAVING count(*) > 1",
    "first words of a day": "SELECT member_id, source, count(*) FROM rewards_awards WHERE deed = 'first_words' GROUP BY 1, 2 "
    "HAVING count(*) > 1",
    "wallet and awards": "SELECT l.owner, l.balance, a.n FROM ledger_accounts l JOIN (SELECT member_id, sum(points) n FROM "
    "rewards_awards GROUP BY 1) a ON a.member_id = l.owner WHERE l.kind = 'wallet' AND l.balance <> a.n",
    "front doors": "SELECT community_id, count(*) FROM joining_codes WHERE is_front_door GROUP BY 1 HAVING count(*) > 1",
}
