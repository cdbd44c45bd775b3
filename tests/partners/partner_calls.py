"""The operations of partners in the permission matrix."""

from coterie.communities.enums import Permission
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.partners import kit_rows as kit
from tests.partners import partner_scenes as scenes
from tests.web.matrix import members, only_dan, staff

SEE, EDIT = staff(Permission.SEE_MEMBERS), staff(Permission.EDIT_PARTNERS)
COUNT, PAY = staff(Permission.SEE_REVIEW), staff(Permission.PAY_PARTNERS)
ALL, PROGRAMME, BATCHES = f"{COMMUNITY}/partners", f"{COMMUNITY}/partner-programme", f"{COMMUNITY}/payout-batches"
ONE, BATCH, MINE = f"{ALL}/{{key}}", f"{BATCHES}/{{key}}", f"{OWN}/partner"
PAPERS = {"name": "Dan", "country": "DE", "address": "Lane 1", "account": "DE02"}

PARTNERS: dict[str, Row] = {
    **kit.CALLS,
    f"get {PROGRAMME}": Row(SEE, before=scenes.with_programme, narrow="ok"),
    f"post {PROGRAMME}/terms": Row(EDIT, scenes.TERMS),
    f"put {PROGRAMME}/state": Row(EDIT, {"is_open": False}, scenes.with_programme),
    f"get {ALL}": Row(SEE, before=scenes.with_applicant, narrow="ok"),
    f"get {ONE}": Row(EDIT, before=scenes.with_sale),
    f"put {ONE}/state": Row(EDIT, {"state": "approved"}, scenes.with_applicant),
    f"get {ONE}/earnings": Row(EDIT, before=scenes.with_sale),
    f"put {ONE}/earnings/{{earning}}/state": Row(EDIT, {"to": "held", "why": "Odd"}, scenes.with_sale),
    f"get {BATCHES}": Row(COUNT, before=scenes.with_payout),
    f"post {BATCHES}": Row(PAY, before=scenes.with_settled),
    f"get {BATCH}": Row(COUNT, before=scenes.with_payout),
    f"get {BATCH}/payouts": Row(PAY, before=scenes.with_payout),
    f"post {BATCH}/sending": Row(PAY, before=scenes.with_payout),
    f"put {BATCH}/payouts/{{payout}}/state": Row(PAY, {"state": "paid", "word": "Seen"}, scenes.with_payout),
    f"post {BATCH}/payouts/{{payout}}/recall": Row(PAY, before=scenes.with_money_to_take),
    f"get {MINE}": Row(members, before=scenes.with_programme),
    f"post {MINE}/application": Row(members, {"terms": 1}, scenes.with_programme),
    f"put {MINE}/terms": Row(only_dan, {"terms": 2}, scenes.with_newer),
    f"put {MINE}/page": Row(only_dan, {"code": "dan-sells"}, scenes.with_partner),
    f"get {MINE}/papers": Row(only_dan, before=scenes.with_partner),
    f"put {MINE}/papers": Row(only_dan, PAPERS, scenes.with_partner),
    f"get {MINE}/earnings": Row(only_dan, before=scenes.with_sale),
    f"get {MINE}/statements": Row(only_dan, before=scenes.with_payout),
    f"get {MINE}/statements/{{number}}": Row(only_dan, before=scenes.with_payout),
    f"put {OWN}/partner-code": Row(members, {"code": "pias"}, scenes.with_another),
}
