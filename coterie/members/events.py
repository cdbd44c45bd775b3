from coterie.platform.events.event import Event


class MemberJoined(Event):
    """A person became a member, or came back (`data.again`)."""

    kind = "member_joined"


class MemberLeft(Event):
    """A member left by own will."""

    kind = "member_left"


class MemberRemoved(Event):
    """Staff removed a member."""

    kind = "member_removed"


class MemberChanged(Event):
    """Facts of a member changed; `data.fields` names them."""

    kind = "member_changed"


class MemberTagged(Event):
    """A tag was put on (`data.on`) or taken off a member; `subject` is the tag."""

    kind = "member_tagged"


class RulesAccepted(Event):
    """A member accepted a version of the rules; `data.version`."""

    kind = "rules_accepted"


class NeedsTold(Event):
    """A member said why they came; `data.needs`."""

    kind = "needs_told"


class BadgeMade(Event):
    """A community has one more badge (`subject`)."""

    kind = "badge_made"


class BadgeGiven(Event):
    """A badge (`subject`) was given to a member."""

    kind = "badge_given"


class BadgeTaken(Event):
    """A badge (`subject`) was taken from a member."""

    kind = "badge_taken"


class CardShared(Event):
    """A member began to share their card, or stopped (`data.on`)."""

    kind = "card_shared"


class LettersWished(Event):
    """A member said which letters they want: `data.digest`, `data.calls`, `data.pieces`; `data.by_letter`: from one."""

    kind = "letters_wished"


class SeedInvited(Event):
    """A member was invited to the seed programme (`subject`)."""

    kind = "seed_invited"


class SeedAnswered(Event):
    """A member answered the invitation (`subject`): `data.yes`."""

    kind = "seed_answered"


class SeedPromoted(Event):
    """A seed member (`subject`) became an opinion leader or a partner (`data.to`)."""

    kind = "seed_promoted"


class SeedEnded(Event):
    """A member is in the seed programme (`subject`) no more, or is invited no more; `data.own`: by their own will."""

    kind = "seed_ended"


class ProfileFollowed(Event):
    """A member began to follow a profile (`subject`), or stopped (`data.on`)."""

    kind = "profile_followed"
