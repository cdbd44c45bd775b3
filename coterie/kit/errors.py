"""The one hierarchy of errors that a person can cause; each has a stable code.

Faces map them once: a page, a problem document (RFC 9457), an exit code.
"""

from typing import ClassVar


class DomainError(Exception):
    """A request that cannot be met; nothing was changed."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, message: object = "", *, field: str | None = None) -> None:
        """Keep `message` (text for people, may be lazy) and the input field it is about."""
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        """Return the message in the reader's language."""
        return str(self.message or self.code)


class Invalid(DomainError):
    """The input is wrong; `field` says which part."""

    code = "invalid"
    status = 422


class NotFound(DomainError):
    """No such thing, or not for this actor to know of."""

    code = "not_found"
    status = 404


class Forbidden(DomainError):
    """The actor belongs here but lacks the right."""

    code = "forbidden"
    status = 403


class Conflict(DomainError):
    """The thing is not in a state that allows this."""

    code = "conflict"
    status = 409


class TooMany(DomainError):
    """A limit was reached; try again later."""

    code = "too_many"
    status = 429
