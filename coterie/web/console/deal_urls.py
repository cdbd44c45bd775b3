"""Addresses of the companies that partners registered, in the console."""

from django.urls import path

from coterie.web.console import deals

HERE = "<slug:slug>/spread/deals"

urlpatterns = [
    path(HERE, deals.deals, name="deals"),
    path(f"{HERE}.csv", deals.deals_csv, name="deals_csv"),
    path(f"{HERE}/<slug:key>/state", deals.deal_state, name="deal_state"),
]
