from coterie.platform.events.event import Event


class MessagePosted(Event):
    """A member said something; `subject` is the message; `data`: reply_to, length, mentions, pictures, files."""

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


class QuestionAsked(Event):
    """A message (`subject`) became a question."""

    kind = "question_asked"


class QuestionWithdrawn(Event):
    """A message (`subject`) is a question no longer."""

    kind = "question_withdrawn"


class AnswerAccepted(Event):
    """An answer (`subject`, by `member`) settled a question (`data.question`)."""

    kind = "answer_accepted"


class AnswerRefused(Event):
    """An answer (`subject`) does not settle its question (`data.question`) any more."""

    kind = "answer_refused"


class PollAsked(Event):
    """A member asked (`subject`) a group to choose; `data.options` is how many choices there are."""

    kind = "poll_asked"


class PollAnswered(Event):
    """A member changed what they chose in a poll (`subject`); what it is, the log does not say."""

    kind = "poll_answered"


class PollClosed(Event):
    """A poll (`subject`) takes no more choices."""

    kind = "poll_closed"


class MessageScheduled(Event):
    """A member wrote a message that says itself later; `subject` is its plan."""

    kind = "message_scheduled"


class ScheduleChanged(Event):
    """A planned message (`subject`) was changed or taken back (`data.gone`)."""

    kind = "schedule_changed"


class ReactionAdded(Event):
    """A member reacted to a message (`subject`)."""

    kind = "reaction_added"


class ReactionRemoved(Event):
    """A member took a reaction to a message (`subject`) back."""

    kind = "reaction_removed"
