"""The member side of campaigns in the permission matrix of the API."""

from tests.api.matrix import OWN, Row
from tests.growth.member_pages import with_campaign
from tests.web.matrix import members

ALL = f"{OWN}/campaigns"
MEMBER: dict[str, Row] = {
    f"get {ALL}": Row(members),
    f"get {ALL}/{{key}}": Row(members, before=with_campaign),
    f"post {ALL}/{{key}}/participation": Row(members, before=with_campaign),
    f"get {OWN}/campaign-rewards": Row(members),
}
