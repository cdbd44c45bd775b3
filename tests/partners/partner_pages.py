"""The pages of partners in the permission matrix, and which operation does what a page does."""

from coterie.communities.enums import Permission
from tests.partners import kit_rows as kit
from tests.partners import partner_scenes as scenes
from tests.web.matrix import Row, members, only_dan, public, staff

SEE, EDIT = staff(Permission.SEE_MEMBERS), staff(Permission.EDIT_PARTNERS)
COUNT, PAY = staff(Permission.SEE_REVIEW), staff(Permission.PAY_PARTNERS)
PAPERS = {"name": "Dan", "country": "de", "address": "Lane 1", "account": "DE02"}
APPLIES = {"accepted": "on", "text": "x", "terms": "1"}

PARTNERS: dict[str, Row] = {
    "console:partners": Row(SEE, named=scenes.with_applicant),
    "console:partners_csv": Row(EDIT, named=scenes.with_applicant),
    "console:partner_terms": Row(EDIT, "post", scenes.to_write, named=scenes.with_programme),
    "console:partner_programme": Row(EDIT, "post", {"open": "0"}, named=scenes.with_programme),
    "console:partner": Row(EDIT, named=scenes.with_sale),
    "console:partner_state": Row(EDIT, "post", {"state": "approved"}, named=scenes.with_applicant),
    "console:partner_earning": Row(EDIT, "post", {"to": "held", "word": "Odd"}, named=scenes.with_sale),
    "console:payouts": Row(COUNT, named=scenes.with_payout),
    "console:payout_batch": Row(COUNT, named=scenes.with_payout),
    "console:payout_csv": Row(PAY, named=scenes.with_payout),
    "console:payout_sending": Row(PAY, "post", named=scenes.with_payout),
    "console:payout_state": Row(PAY, "post", {"state": "paid", "word": "Seen"}, named=scenes.with_payout),
    "console:payout_recall": Row(PAY, "post", named=scenes.with_money_to_take),
    "member:partner": Row(members, named=scenes.with_programme),
    "member:partner_application": Row(members, "post", APPLIES, named=scenes.with_programme),
    "member:partner_acceptance": Row(only_dan, "post", {"terms": "2"}, named=scenes.with_newer),
    "member:partner_arrangement": Row(only_dan, "post", {"code": "dan-sells"}, named=scenes.with_partner),
    "member:partner_code": Row(members, "post", {"code": "pias"}, named=scenes.with_another),
    "member:partner_picture": Row(only_dan, named=scenes.with_partner),
    "member:partner_papers": Row(only_dan, "post", PAPERS, named=scenes.with_partner),
    "member:partner_entries_csv": Row(only_dan, named=scenes.with_sale),
    "member:partner_statement": Row(only_dan, named=scenes.with_payout),
    "member:partner_wechat": Row(only_dan, named=scenes.with_money_to_take),
    "member:partner_statement_csv": Row(only_dan, named=scenes.with_payout),
    "member:partner_statement_pdf": Row(only_dan, named=scenes.with_payout),
    "partner_page": Row(public, named=scenes.with_partner),
    "partner_card": Row(public, named=scenes.with_partner),
    **kit.PAGES,
}
ALL, PROGRAMME = "/communities/{slug}/partners", "/communities/{slug}/partner-programme"
ONE, BATCHES, OWN = f"{ALL}/{{key}}", "/communities/{slug}/payout-batches", "/me/memberships/{slug}/partner"
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:partners": (f"get {ALL}", f"get {PROGRAMME}"),
    "console:partners_csv": (f"get {ALL}",),
    "console:partner_terms": (f"post {PROGRAMME}/terms",),
    "console:partner_programme": (f"put {PROGRAMME}/state",),
    "console:partner": (f"get {ONE}", f"get {ONE}/earnings"),
    "console:partner_state": (f"put {ONE}/state",),
    "console:partner_earning": (f"put {ONE}/earnings/{{earning}}/state",),
    "console:payouts": (f"get {BATCHES}", f"post {BATCHES}"),
    "console:payout_batch": (f"get {BATCHES}/{{key}}", f"get {BATCHES}/{{key}}/payouts"),
    "console:payout_csv": (f"get {BATCHES}/{{key}}/payouts",),
    "console:payout_sending": (f"post {BATCHES}/{{key}}/sending",),
    "console:payout_state": (f"put {BATCHES}/{{key}}/payouts/{{payout}}/state",),
    "console:payout_recall": (f"post {BATCHES}/{{key}}/payouts/{{payout}}/recall",),
    **kit.PARITY,
    "member:partner": (f"get {OWN}", f"get {OWN}/earnings", f"get {OWN}/statements", f"get {OWN}-texts"),
    "member:partner_application": (f"post {OWN}/application",),
    "member:partner_acceptance": (f"put {OWN}/terms",),
    "member:partner_arrangement": (f"put {OWN}/page",),
    "member:partner_code": ("put /me/memberships/{slug}/partner-code",),
    "member:partner_picture": "is a picture of what the API says in letters",
    "member:partner_papers": (f"get {OWN}/papers", f"put {OWN}/papers"),
    "member:partner_entries_csv": (f"get {OWN}/earnings",),
    "member:partner_wechat": "is where WeChat sends a browser back to",
    "member:partner_statement": (f"get {OWN}/statements",),
    "member:partner_statement_csv": (f"get {OWN}/statements",),
    "member:partner_statement_pdf": (f"get {OWN}/statements/{{number}}",),
    "partner_page": "is for browsers and for machines that read the web",
    "partner_card": "is for browsers and for machines that read the web",
}
