from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberState(TextChoices):
    """Whether the person is in the community now."""

    ACTIVE = "active", _("member")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")
