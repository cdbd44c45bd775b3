"""What a peer said in JSON, read without believing anything of its shape."""

import json
import re
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from coterie.kit.money import MOST
from coterie.market.providers.port import Unreadable

LONGEST = 255
"""Ids and states; nothing longer is read."""
CURRENCY = re.compile("[A-Z]{3}")
NO_SENSE = _("The provider's words make no sense.")


class Told:
    """A JSON value; what is not there reads as empty, what is of the wrong kind raises Unreadable."""

    def __init__(self, value: object) -> None:
        self.value = value

    @classmethod
    def of(cls, body: bytes | str) -> "Told":
        """Read an object. Raises Unreadable."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Unreadable(NO_SENSE) from error
        if not isinstance(value, dict):
            raise Unreadable(NO_SENSE)
        return cls(value)

    def at(self, *path: str) -> "Told":
        """Return the value at a path of names; "0" is the first of a list."""
        value = self.value
        for name in path:
            if isinstance(value, list) and name == "0":
                value = value[0] if value else None
            else:
                value = value.get(name) if isinstance(value, dict) else None
        return Told(value)

    def text(self, *path: str) -> str:
        """Return an id or a state, "" for none."""
        value = self.at(*path).value
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
            raise Unreadable(NO_SENSE)
        return value

    def currency(self, *path: str) -> str:
        """Return the letters of a currency, in capitals, "" for none."""
        letters = self.text(*path).upper()
        if letters and not CURRENCY.fullmatch(letters):
            raise Unreadable(NO_SENSE)
        return letters

    def whole(self, *path: str) -> int:
        """Return a number from 0 to the most that money may be, 0 for none."""
        value = self.at(*path).value
        if value is None:
            return 0
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            raise Unreadable(NO_SENSE)
        return value

    def seconds(self, *path: str) -> datetime:
        """Return a moment that is told in seconds since 1970."""
        try:
            return datetime.fromtimestamp(self.whole(*path), tz=UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise Unreadable(NO_SENSE) from error

    def moment(self, *path: str) -> datetime:
        """Return a moment that is told as RFC 3339."""
        try:
            moment = datetime.fromisoformat(self.text(*path))
            if moment.tzinfo is None:
                raise Unreadable(NO_SENSE)
            return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise Unreadable(NO_SENSE) from error
