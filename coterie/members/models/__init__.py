"""Tables of members."""

from coterie.members.models.badge import Badge, GivenBadge
from coterie.members.models.follow import Follow
from coterie.members.models.letter_wish import LetterWish
from coterie.members.models.member import Member
from coterie.members.models.member_tag import MemberTag
from coterie.members.models.number_line import NumberLine
from coterie.members.models.rules_acceptance import RulesAcceptance
from coterie.members.models.seed_member import SeedMember
from coterie.members.models.tag import Tag

__all__ = [
    "Badge",
    "Follow",
    "GivenBadge",
    "LetterWish",
    "Member",
    "MemberTag",
    "NumberLine",
    "RulesAcceptance",
    "SeedMember",
    "Tag",
]
