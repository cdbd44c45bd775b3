from coterie.platform.events.event import Event


class CommunityCreated(Event):
    """A community exists, as a draft."""

    kind = "community_created"


class CanvasChanged(Event):
    """Answers of the canvas changed; `data.answers` names them."""

    kind = "canvas_changed"


class IdentityChanged(Event):
    """How the community looks and is called changed; `data.fields` names what."""

    kind = "identity_changed"


class CommunityOpened(Event):
    """People can join; `data.missing` names unanswered parts when it was opened anyway."""

    kind = "community_opened"


class CommunityClosed(Event):
    """Nobody can join any more."""

    kind = "community_closed"


class StaffAppointed(Event):
    """`subject` (an account) got the role in `data.role`."""

    kind = "staff_appointed"


class StaffDismissed(Event):
    """`subject` (an account) is staff no longer."""

    kind = "staff_dismissed"


class RulesPublished(Event):
    """A new version of the rules is in force; `data.version`."""

    kind = "rules_published"


class ProfileChanged(Event):
    """A profile (`subject`) was made, changed or put away; `data.fields` names what."""

    kind = "profile_changed"


class ProfilePublished(Event):
    """Everybody sees the page of a profile (`subject`) from now on, or no more (`data.on`)."""

    kind = "profile_published"
