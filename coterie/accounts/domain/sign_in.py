"""That somebody signed in."""

from datetime import datetime

from django.db import transaction

from coterie.accounts.enums import Way
from coterie.accounts.events import AccountSignedIn
from coterie.platform.events.log import publish


@transaction.atomic
def record_sign_in(*, account: int, way: str, now: datetime) -> None:
    """Keep that the person signed in, and by which way."""
    publish(AccountSignedIn(at=now, actor=account, data={"way": Way(way).value}))
