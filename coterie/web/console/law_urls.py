"""Addresses of what the law allows."""

from django.urls import path

from coterie.web.console import law

HERE = "<slug:slug>/spread/law"

urlpatterns = [
    path(HERE, law.policy, name="policy"),
    path(f"{HERE}.csv", law.policy_csv, name="policy_csv"),
    path(f"{HERE}/pack", law.policy_choice, name="policy_choice"),
]
