"""Addresses of one's own business as a partner in the member space."""

from django.urls import path

from coterie.web.member import partner, partner_money, partner_wechat

HERE = "<slug:slug>/partner"

patterns = [
    path(HERE, partner.partner, name="partner"),
    path(f"{HERE}/application", partner.partner_application, name="partner_application"),
    path(f"{HERE}/acceptance", partner.partner_acceptance, name="partner_acceptance"),
    path(f"{HERE}/page", partner.partner_arrangement, name="partner_arrangement"),
    path(f"{HERE}/code", partner.partner_code, name="partner_code"),
    path(f"{HERE}/link/code.png", partner.partner_picture, name="partner_picture"),
    path(f"{HERE}/papers", partner_money.partner_papers, name="partner_papers"),
    path(f"{HERE}/entries.csv", partner_money.partner_entries_csv, name="partner_entries_csv"),
    path(f"{HERE}/statements/<int:number>", partner_money.partner_statement, name="partner_statement"),
    path(f"{HERE}/statements/<int:number>/wechat", partner_wechat.partner_wechat, name="partner_wechat"),
    path(f"{HERE}/statements/<int:number>.csv", partner_money.partner_statement_csv, name="partner_statement_csv"),
    path(f"{HERE}/statements/<int:number>.pdf", partner_money.partner_statement_pdf, name="partner_statement_pdf"),
]
