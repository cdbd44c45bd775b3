"""Addresses of what partners are given to sell with, in the console."""

from django.urls import path

from coterie.web.console import bounties, partner_coupons, partner_texts

HERE = "<slug:slug>/spread/partners"
TEXTS = f"{HERE}/texts"
BOUNTIES = f"{HERE}/bounties"

urlpatterns = [
    path(BOUNTIES, bounties.bounties, name="bounties"),
    path(f"{BOUNTIES}/new", bounties.new_bounty, name="new_bounty"),
    path(f"{BOUNTIES}/one/<slug:key>", bounties.bounty, name="bounty"),
    path(f"{BOUNTIES}/one/<slug:key>/end", bounties.bounty_end, name="bounty_end"),
    path(f"{BOUNTIES}/work/<slug:key>/state", bounties.work_state, name="work_state"),
    path(f"{BOUNTIES}/work/<slug:key>/files/<slug:file>/<slug:size>", bounties.work_file, name="work_file"),
    path(f"{HERE}/coupons", partner_coupons.partner_coupons, name="partner_coupons"),
    path(TEXTS, partner_texts.partner_texts, name="partner_texts"),
    path(f"{TEXTS}/new", partner_texts.new_partner_text, name="new_partner_text"),
    path(f"{TEXTS}/one/<slug:key>", partner_texts.partner_text, name="partner_text"),
    path(f"{TEXTS}/one/<slug:key>/end", partner_texts.partner_text_end, name="partner_text_end"),
]
