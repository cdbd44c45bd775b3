"""The pages of money in the permission matrix."""

from coterie.communities.enums import Permission
from tests.market import money_scenes as scenes
from tests.web.matrix import Row, public, staff

SEE, EDIT = Permission.SEE_REVIEW, Permission.EDIT_OFFERS

MONEY: dict[str, Row] = {
    "console:books": Row(staff(SEE)),
    "console:books_csv": Row(staff(SEE)),
    "console:account": Row(staff(SEE), named=scenes.with_account),
    "console:account_csv": Row(staff(SEE), named=scenes.with_account),
    "console:entry": Row(staff(SEE), named=scenes.with_entry),
    "console:journal_csv": Row(staff(SEE)),
    "console:journal_text": Row(staff(SEE)),
    "console:profit": Row(staff(SEE)),
    "console:profit_csv": Row(staff(SEE)),
    "console:profit_rows": Row(staff(SEE), named=scenes.with_line),
    "console:value": Row(staff(SEE)),
    "console:value_csv": Row(staff(SEE)),
    "console:value_segment_csv": Row(staff(SEE), named=scenes.with_segment),
    "console:value_tag": Row(scenes.taggers, "post", named=scenes.with_segment),
    "console:scenes": Row(staff(SEE)),
    "console:scenes_csv": Row(staff(SEE)),
    "console:offer_looks_csv": Row(staff(SEE)),
    "console:ladders": Row(staff(SEE)),
    "console:new_ladder": Row(staff(EDIT)),
    "console:ladder": Row(staff(SEE), named=scenes.with_running_ladder),
    "console:ladder_csv": Row(staff(SEE), named=scenes.with_running_ladder),
    "console:ladder_facts": Row(staff(EDIT), named=scenes.with_ladder),
    "console:ladder_state": Row(staff(EDIT), "post", named=scenes.with_ladder),
    "ladder": Row(public, named=scenes.with_running_ladder),
}
