"""What members have planned to say."""

from django.db.models import QuerySet

from coterie.talk.models import Scheduled


def scheduled_of(group: int, member: int) -> QuerySet[Scheduled]:
    """What a member has planned to say in a group, the next first; what was said or failed stands behind."""
    rows = Scheduled.objects.filter(group=group, member=member).select_related("message", "group")
    return rows.order_by("done_at", "send_at", "id")
