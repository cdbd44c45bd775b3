"""What the permission matrix puts on the stage for the seed programme and the IP profiles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coterie.communities.domain.profile import create_profile, publish_profile, set_profile_photo
from coterie.communities.models import Profile
from coterie.kit.clock import now
from coterie.members.domain.seed_invitation import answer_seed_invitation, invite_seeds
from coterie.members.models import SeedMember
from tests.cast import Cast
from tests.talk.speech import PNG

Words = Mapping[str, object]
FACTS: dict[str, Any] = {
    "name": "Lena", "headline": "Bread", "persona": "Soup", "expertise": ["Tea"],
    "endorsements": [{"who": "Lena", "words": "I like it"}], "pieces": [{"title": "Rice", "url": "https://example.org/"}],
}  # fmt: skip


def asked_in(cast: Cast, *names: str, at: datetime | None = None) -> list[SeedMember]:
    """Invite members to the programme."""
    members = [cast.members[who].pk for who in names]
    reasons = {member: ["I like it"] for member in members}
    facts = {"actor": cast.actor("alice"), "now": at or now()}
    return invite_seeds(community=cast.table.pk, members=members, reasons=reasons, **facts)


def answers(cast: Cast, who: str, row: SeedMember, *, yes: bool, at: datetime | None = None) -> SeedMember:
    """Let somebody answer their invitation."""
    return answer_seed_invitation(seed=row.pk, yes=yes, actor=cast.actor(who), now=at or now())


def sown(cast: Cast, who: str = "dan", at: datetime | None = None) -> SeedMember:
    """Let somebody be in the programme."""
    return answers(cast, who, invitation_of(cast, who, at), yes=True, at=at)


def invitation_of(cast: Cast, who: str, at: datetime | None = None) -> SeedMember:
    """Return what somebody was invited by, inviting them first where they were not."""
    known = SeedMember.objects.filter(member=cast.members[who], ended_at=None).first()
    return known or asked_in(cast, who, at=at)[0]


def with_invitation(scene: Any) -> Words:
    """Invite dan."""
    return {"key": invitation_of(scene.cast, "dan").key}


def with_seed(scene: Any) -> Words:
    """Let dan be in the programme."""
    return {"key": sown(scene.cast).key}


def profiled(cast: Cast, *, shown: bool = True, **facts: Any) -> Profile:
    """Make an IP profile, and show it to everybody."""
    alice = {"actor": cast.actor("alice"), "now": now()}
    row = create_profile(community=cast.table.pk, **{**FACTS, **facts}, **alice)
    return publish_profile(profile=row.pk, on=True, **alice) if shown else row


def with_profile(scene: Any) -> Words:
    """Show Lena."""
    return {"key": profiled(scene.cast).key}


def with_portrait(scene: Any) -> Words:
    """Show Lena with a portrait."""
    row = profiled(scene.cast)
    row = set_profile_photo(profile=row.pk, picture=PNG, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key, "photo": row.photo}


def whom(scene: Any) -> Words:
    """Name dan as a form does."""
    return {"member": [scene.cast.members["dan"].key]}
