from coterie.platform.events.event import Event


class GroupCreated(Event):
    """A group exists."""

    kind = "group_created"


class GroupChanged(Event):
    """Facts of a group changed; `data.fields` names them."""

    kind = "group_changed"


class NotifyChanged(Event):
    """A member chose what of a group they want to be told (`data.notify`)."""

    kind = "notify_changed"


class GroupJoined(Event):
    """A member sits in a group from now on."""

    kind = "group_joined"


class GroupLeft(Event):
    """A member left a group; `data.removed` when staff decided it."""

    kind = "group_left"
