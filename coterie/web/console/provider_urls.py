"""Addresses of payment providers in the console."""

from django.urls import path

from coterie.web.console import providers, statements

HERE, ORDER = "<slug:slug>/earn", "<slug:slug>/orders/<slug:key>"
STATEMENT = f"{HERE}/statements/<slug:key>"

urlpatterns = [
    path(f"{HERE}/providers", providers.providers, name="providers"),
    path(f"{HERE}/providers/<slug:name>", providers.provider, name="provider"),
    path(f"{HERE}/notices", providers.notices, name="notices"),
    path(f"{HERE}/notices.csv", providers.notices_csv, name="notices_csv"),
    path(f"{ORDER}/refunds/<slug:refund>/asking", providers.refund_again, name="refund_again"),
    path(f"{HERE}/statements", statements.statements, name="statements"),
    path(f"{STATEMENT}.csv", statements.statement_csv, name="statement_csv"),
    path(STATEMENT, statements.statement, name="statement"),
    path(f"{STATEMENT}/fees", statements.statement_fees, name="statement_fees"),
]
