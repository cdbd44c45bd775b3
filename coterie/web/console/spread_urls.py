"""Addresses of the step Spread in the console."""

from django.urls import path

from coterie.web.console import campaign_urls, deal_urls, forecast, law_urls, partner_kit_urls, partner_urls, risk_urls

HERE = "<slug:slug>/spread"

urlpatterns = [
    path(HERE, forecast.spread, name="spread"),
    path(f"{HERE}/forecast", forecast.campaign_forecast, name="forecast"),
    path(f"{HERE}/forecast.csv", forecast.forecast_csv, name="forecast_csv"),
    *campaign_urls.urlpatterns,
    *risk_urls.urlpatterns,
    *law_urls.urlpatterns,
    *deal_urls.urlpatterns,
    *partner_kit_urls.urlpatterns,
    *partner_urls.urlpatterns,
]
