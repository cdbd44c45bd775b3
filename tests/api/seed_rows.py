"""Rows of the lists of the seed programme and the IP profiles, one by one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from coterie.accounts.domain.account import open_account
from coterie.groups.domain.membership import join_group
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.members.domain.member import admit_member
from tests.members.scenes import profiled, sown
from tests.talk.speech import say

TABLE = "/communities/{slug}"


def a_candidate(stage: Any) -> None:
    """Let one more member be here for three weeks, and answer; ten others only say a word."""
    for place in range(10 if stage.rows == 1 else 0):
        settled(stage, f"Quiet {place}")
    settled(stage, f"Helper {stage.rows}", reply_to=stage.said.pk)


def settled(stage: Any, name: str, **facts: Any) -> None:
    """Let somebody be here for three weeks and say something now."""
    since = now() - timedelta(days=21)
    account = open_account(name=name, now=since)
    known = {"actor": stage.actor, "now": since}
    member = admit_member(community=stage.cast.table.pk, account=account.pk, name=name, **known)
    join_group(group=stage.cast.group.pk, member=member.pk, **known)
    words = {"member": member.pk, "actor": Actor(account=account.pk), "now": now(), **facts}
    say(stage.cast, "dan", "So", **words)


def a_seed(stage: Any) -> None:
    """Let one more member be in the programme."""
    sown(stage.cast, ("dan", "carol", "nina")[stage.rows - 1])


def a_profile(stage: Any) -> None:
    """Show one more IP profile."""
    profiled(stage.cast, name=f"Lena {stage.rows}")


SEED_LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/seed/candidates": ("alice", a_candidate),
    f"{TABLE}/seed": ("alice", a_seed),
    f"{TABLE}/profiles": ("alice", a_profile),
    "/me/memberships/{slug}/profiles": ("dan", a_profile),
}
"""Lists by their path: who asks, and what adds a row."""
