from coterie.platform.events.event import Event


class AccountCreated(Event):
    """A person can sign in from now on."""

    kind = "account_created"


class AccountSignedIn(Event):
    """A person signed in; `data` says by which way."""

    kind = "account_signed_in"
