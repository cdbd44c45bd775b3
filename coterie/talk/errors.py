from coterie.kit.errors import Conflict


class MessageGone(Conflict):
    """The message was deleted in the meantime."""

    code = "message_gone"
