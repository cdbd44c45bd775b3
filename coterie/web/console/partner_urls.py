"""Addresses of partners in the console."""

from django.urls import path

from coterie.web.console import partner_terms, partners, payouts

HERE = "<slug:slug>/spread/partners"
ONE = f"{HERE}/person/<slug:key>"
BATCHES = f"{HERE}/payouts"

urlpatterns = [
    path(HERE, partners.partners, name="partners"),
    path(f"{HERE}.csv", partners.partners_csv, name="partners_csv"),
    path(f"{HERE}/terms", partner_terms.partner_terms, name="partner_terms"),
    path(f"{HERE}/programme", partner_terms.partner_programme, name="partner_programme"),
    path(ONE, partners.partner, name="partner"),
    path(f"{ONE}/state", partners.partner_state, name="partner_state"),
    path(f"{ONE}/earnings/<slug:earning>", partners.partner_earning, name="partner_earning"),
    path(BATCHES, payouts.payouts, name="payouts"),
    path(f"{BATCHES}/<slug:key>", payouts.payout_batch, name="payout_batch"),
    path(f"{BATCHES}/<slug:key>.csv", payouts.payout_csv, name="payout_csv"),
    path(f"{BATCHES}/<slug:key>/sending", payouts.payout_sending, name="payout_sending"),
    path(f"{BATCHES}/<slug:key>/of/<slug:payout>", payouts.payout_state, name="payout_state"),
    path(f"{BATCHES}/<slug:key>/of/<slug:payout>/recall", payouts.payout_recall, name="payout_recall"),
]
