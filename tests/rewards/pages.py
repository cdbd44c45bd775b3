"""The pages of rewards in the permission matrix."""

from tests.rewards import scenes
from tests.rewards.scenes import EDIT, MEMBERS, SEE
from tests.web.matrix import Row, members, seated, staff

RULE = {"points": "5"}
LEVEL = {"title": "Writer", "from_points": "10"}
PRIZE = {"name": "A pen", "price": "10", "level": "0", "on": "on"}
GIFT = {"points": "5", "note": "For helping"}
GIVEN = {"amount": "20", "count": "5", "split": "lucky", "words": "Thank you", "hours": "24"}

REWARDS: dict[str, Row] = {
    "console:rewards": Row(staff(SEE), named=scenes.with_points),
    "console:points_plan": Row(staff(EDIT)),
    "console:points_rule": Row(staff(EDIT), "post", RULE, named=scenes.with_deed),
    "console:envelopes": Row(staff(SEE), named=scenes.with_envelope),
    "console:our_envelope": Row(staff(EDIT)),
    "console:levels": Row(staff(MEMBERS), named=scenes.with_level),
    "console:level": Row(staff(EDIT), "post", LEVEL, named=scenes.with_level),
    "console:level_removal": Row(staff(EDIT), "post", named=scenes.with_level),
    "console:prizes": Row(staff(SEE), named=scenes.with_prize),
    "console:new_prize": Row(staff(EDIT), "post", PRIZE),
    "console:prize": Row(staff(EDIT), named=scenes.with_prize),
    "console:purchases": Row(staff(MEMBERS), named=scenes.with_purchase),
    "console:purchases_csv": Row(staff(MEMBERS), named=scenes.with_purchase),
    "console:purchase_end": Row(staff(EDIT), "post", {"note": "Code A7"}, named=scenes.with_purchase),
    "console:member_points": Row(staff(EDIT), "post", GIFT, named=scenes.with_points),
    "member:points_csv": Row(members, named=scenes.with_points),
    "member:points": Row(members, named=scenes.with_points),
    "member:board": Row(seated, named=scenes.with_points),
    "member:shop": Row(members, named=scenes.with_prize),
    "member:purchase": Row(members, "post", named=scenes.with_prize),
    "member:envelope": Row(seated, named=scenes.with_envelope),
    "member:share": Row(members, "post", named=scenes.with_envelope),
    "member:new_envelope": Row(members, "post", GIVEN, named=scenes.in_group),
}
