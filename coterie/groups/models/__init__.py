"""Tables of groups."""

from coterie.groups.models.group import Group
from coterie.groups.models.membership import Membership

__all__ = ["Group", "Membership"]
