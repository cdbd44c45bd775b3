from coterie.platform.events.event import Event


class AccountCreated(Event):
    """A person can sign in from now on."""

    kind = "account_created"


class AccountSignedIn(Event):
    """A person signed in; `data.way` says how."""

    kind = "account_signed_in"


class AccountChanged(Event):
    """A person changed the own profile; `data.fields` names what."""

    kind = "account_changed"


class EmailConfirmed(Event):
    """A person proved to read the mail of an address, which is the account's from now on."""

    kind = "email_confirmed"


class ApiTokenCreated(Event):
    """A program may act for the account; `subject` is the token, `data.scopes` what it may."""

    kind = "api_token_created"


class ApiTokenRevoked(Event):
    """The token `subject` opens nothing any more."""

    kind = "api_token_revoked"
