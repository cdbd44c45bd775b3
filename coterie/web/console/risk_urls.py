"""Addresses of friends who are held, in the console."""

from django.urls import path

from coterie.web.console import holds, risk_rules

HERE = "<slug:slug>/spread/risk"

urlpatterns = [
    path(HERE, holds.holds, name="holds"),
    path(f"{HERE}.csv", holds.holds_csv, name="holds_csv"),
    path(f"{HERE}/words", holds.hold_words, name="hold_words"),
    path(f"{HERE}/rules", risk_rules.risk_rules, name="risk_rules"),
    path(f"{HERE}/settings", risk_rules.risk_settings, name="risk_settings"),
    path(f"{HERE}/weights", risk_rules.risk_weights, name="risk_weights"),
    path(f"{HERE}/report", risk_rules.risk_report, name="risk_report"),
    path(f"{HERE}/report.csv", risk_rules.risk_report_csv, name="risk_report_csv"),
    path(f"{HERE}/held/<slug:key>", holds.hold, name="hold"),
]
