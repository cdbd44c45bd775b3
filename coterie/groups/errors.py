from coterie.kit.errors import Conflict


class GroupFull(Conflict):
    """The group has no seat left."""

    code = "group_full"
