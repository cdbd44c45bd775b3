"""Why a slot was passed over, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSED_OVER: dict[str, Promise] = {
    "full": _("full"),
    "early": _("not open yet"),
    "expired": _("expired"),
    "language": _("for another language"),
    "hours": _("for another hour"),
    "whom": _("for other visitors"),
}
