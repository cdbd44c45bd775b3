"""The way into an install where nobody runs a community yet."""

import getpass
from urllib.parse import urlsplit

from django.conf import settings

from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.accounts.domain.owner import ensure_owner
from coterie.accounts.models import Account
from coterie.cli.found import OWNER
from coterie.communities.queries.communities import communities_run_by
from coterie.kit.clock import now

HERE = ("127.0.0.1", "::1", "localhost")
EMAIL = "owner@localhost"
BEGIN = "/console/begin"


def first_word() -> str:
    """Say how to begin: by a link for whoever sits at this machine, by a command where others read the terminal too."""
    if communities_run_by(OWNER).exists():
        return ""
    if urlsplit(settings.BASE_URL).hostname not in HERE:
        return "Nobody owns it yet: coterie createowner EMAIL"
    return f"Begin as its owner: {link_of(ensure_owner(email=EMAIL, name=name_of_user(), now=now()))}"


def name_of_user() -> str:
    """Return how the person at this machine is called; who runs it as root has not said."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        return ""
    return "" if name == "root" else name.title()


def link_of(account: Account) -> str:
    """Return a link that signs the account in once, to the five questions where there is no community yet."""
    link = f"{settings.BASE_URL}/enter/{make_one_time_link(account=account.pk, now=now())}"
    return link if communities_run_by(OWNER).exists() else f"{link}?next={BEGIN}"
