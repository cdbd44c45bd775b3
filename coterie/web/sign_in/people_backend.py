"""Who a session belongs to, asked with every page."""

from allauth.account.auth_backends import AuthenticationBackend

from coterie.accounts.models import Account
from coterie.accounts.queries.accounts import account_signed_in


class PeopleBackend(AuthenticationBackend):
    """Allauth's ways to prove who one is; the person of a session is read by a prepared question."""

    def get_user(self, user_id: object) -> Account | None:
        """Return the active account with this number."""
        return account_signed_in(int(str(user_id)))
