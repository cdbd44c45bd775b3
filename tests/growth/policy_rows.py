"""What the law allows in the permission matrix: its pages, its operations, and which page does what an operation does."""

from coterie.communities.enums import Permission
from tests.api import matrix as api
from tests.web.matrix import Row, staff

SEE, EDIT = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_CAMPAIGNS)
HERE = f"{api.COMMUNITY}/policy"

PAGES: dict[str, Row] = {
    "console:policy": Row(SEE),
    "console:policy_csv": Row(SEE),
    "console:policy_choice": Row(EDIT, "post", {"pack": "eu"}),
}
CALLS: dict[str, api.Row] = {f"get {HERE}": api.Row(SEE), f"put {HERE}": api.Row(EDIT, {"pack": "eu"})}
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:policy": ("get /communities/{slug}/policy",),
    "console:policy_csv": ("get /communities/{slug}/policy",),
    "console:policy_choice": ("put /communities/{slug}/policy",),
}
