from coterie.platform.events.event import Event


class MessagePosted(Event):
    """A member said something; `subject` is the message; `data`: reply_to, length, mentions, pictures."""

    kind = "message_posted"


class MessageEdited(Event):
    """An author changed a message (`subject`); `data.length` is its new length in signs."""

    kind = "message_edited"


class MessageDeleted(Event):
    """A message (`subject`) was taken away by its author, or by staff (`data.staff`)."""

    kind = "message_deleted"


class MessageRestored(Event):
    """A deleted message (`subject`) was put back by whoever had deleted it."""

    kind = "message_restored"


class MessagePinned(Event):
    """A message (`subject`) became the announcement of its group."""

    kind = "message_pinned"


class MessageUnpinned(Event):
    """A message (`subject`) is the announcement no longer."""

    kind = "message_unpinned"


class ReactionAdded(Event):
    """A member reacted to a message (`subject`)."""

    kind = "reaction_added"


class ReactionRemoved(Event):
    """A member took a reaction to a message (`subject`) back."""

    kind = "reaction_removed"
