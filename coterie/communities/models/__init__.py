"""Tables of communities."""

from coterie.communities.models.canvas import Canvas
from coterie.communities.models.community import Community
from coterie.communities.models.profile import Profile
from coterie.communities.models.rule_set import RuleSet
from coterie.communities.models.staff_member import StaffMember

__all__ = ["Canvas", "Community", "Profile", "RuleSet", "StaffMember"]
