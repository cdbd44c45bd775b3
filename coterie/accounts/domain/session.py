"""Sessions that are over."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction


@transaction.atomic
def forget_ended_sessions(*, now: datetime) -> int:
    """Delete sessions that ran out, and what was kept of the devices they were on; return how many ran out."""
    count, _ = Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count
