"""The pages of payment providers in the permission matrix."""

from coterie.communities.enums import Permission
from tests.market import provider_scenes as scenes
from tests.web.matrix import Outcome, Row, staff

SETTING_UP, SEE, SELL = (
    staff(Permission.EDIT_PROVIDERS), staff(Permission.SEE_REVIEW), staff(Permission.EDIT_OFFERS),
)  # fmt: skip


def signed(_who: str) -> Outcome:
    """Let nobody in but a provider, who signs what it says; whoever is signed in makes no difference."""
    return "sign_in"


PROVIDERS: dict[str, Row] = {
    "console:providers": Row(SETTING_UP, named=scenes.with_account),
    "console:provider": Row(SETTING_UP, named=scenes.with_account),
    "console:notices": Row(SEE, named=scenes.with_notice),
    "console:notices_csv": Row(SEE, named=scenes.with_notice),
    "console:refund_again": Row(SELL, "post", named=scenes.with_failed_refund),
    "console:statements": Row(SEE, named=scenes.with_statement),
    "console:statement": Row(SEE, named=scenes.with_statement),
    "console:statement_csv": Row(SEE, named=scenes.with_statement),
    "console:statement_fees": Row(SELL, "post", named=scenes.with_statement),
    "webhook": Row(signed, "post", named=scenes.with_account),
    "webhook_of": Row(signed, "post", named=scenes.with_own_address),
}
