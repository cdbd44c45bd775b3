"""The forecast in the permission matrix: its pages, its operation, and which page does what an operation does."""

from coterie.communities.enums import Permission
from tests.api import matrix as api
from tests.web.matrix import Row, staff

SEE = Permission.SEE_CONSOLE
BODY = {"seeds": 5, "invitations": {"mean": 1, "dispersion": 0.5}, "cycle_days": 5, "horizon_days": 10}

FORECAST: dict[str, Row] = {
    "console:spread": Row(staff(SEE)),
    "console:forecast": Row(staff(SEE)),
    "console:forecast_csv": Row(staff(SEE)),
}
CALLS: dict[str, api.Row] = {f"post {api.COMMUNITY}/forecast": api.Row(staff(SEE), BODY)}
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:spread": "is put together of other pages",
    "console:forecast": ("post /communities/{slug}/forecast",),
    "console:forecast_csv": ("post /communities/{slug}/forecast",),
}
