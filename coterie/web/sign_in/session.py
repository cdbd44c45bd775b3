"""Beginning a session: the one place where somebody unknown becomes somebody known."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from coterie.accounts.domain.sign_in import record_sign_in
from coterie.kit.clock import now

BACKEND = "coterie.web.sign_in.people_backend.PeopleBackend"


def sign_in(request: HttpRequest, account: AbstractBaseUser, way: str) -> None:
    """Sign a person in who proved who they are by `way`, or who was just made by joining.

    A second factor is not asked for: who calls this has decided that nobody else can be there.
    """
    begin_session(request, account, way)
    UserSession.objects.create_from_request(request)


def begin_session(request: HttpRequest, account: AbstractBaseUser, way: str) -> None:
    """Bind the session, under a new key, to the account and tell that it signed in."""
    login(request, account, backend=BACKEND)  # type: ignore[arg-type]  # each is an Account
    record_sign_in(account=account.pk, way=way, now=now())


def account_of(request: HttpRequest) -> int:
    """Return whose session this is.

    Raises PermissionDenied when it is nobody's.
    """
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk
