"""How many wrong passwords are too many: five for an account, twenty-five for an internet address, in 15 minutes.

An address stands for a whole office or a mobile network, so it may be wrong more often.
"""

from collections.abc import Mapping
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

ADDRESS_WEIGHT = 5
"""Failures from one internet address that count like one failure of one account."""


class PasswordAttempts(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts failures where every process and the next start see them."""

    def get_failures(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """Return the count that is held against the limit."""
        of_account, of_address = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(of_account, of_address // ADDRESS_WEIGHT)


def account_mark(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return under which name failures are kept: a keyed digest, for nobody's address is to stand in that table."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return salted_hmac("coterie.sign_in.lock_out", str(typed).strip().lower(), algorithm="sha256").hexdigest()
