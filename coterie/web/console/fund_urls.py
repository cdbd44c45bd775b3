"""Addresses of projects in the console."""

from django.urls import path

from coterie.web.console import fund, fund_backers, fund_picture

HERE = "<slug:slug>/earn/projects"
ONE = f"{HERE}/<slug:key>"

urlpatterns = [
    path(HERE, fund.projects, name="projects"),
    path(f"{HERE}/new", fund.new_project, name="new_project"),
    path(ONE, fund.project, name="project"),
    path(f"{ONE}/facts", fund.project_facts, name="project_facts"),
    path(f"{ONE}/state", fund.project_state, name="project_state"),
    path(f"{ONE}/picture", fund_picture.project_picture, name="project_picture"),
    path(f"{ONE}/picture/<slug:picture>", fund_picture.project_image, name="project_image"),
    path(f"{ONE}/stretch", fund.project_stretch, name="project_stretch"),
    path(f"{ONE}/updates", fund.project_update, name="project_update"),
    path(f"{ONE}/tiers", fund.new_tier, name="new_tier"),
    path(f"{ONE}/tiers/<slug:tier>", fund.project_tier, name="project_tier"),
    path(f"{ONE}/backers", fund_backers.backers, name="backers"),
    path(f"{ONE}/backers.csv", fund_backers.backers_csv, name="backers_csv"),
    path(f"{ONE}/backers/<slug:order>/payment", fund_backers.backer_payment, name="backer_payment"),
    path(f"{ONE}/backers/<slug:order>/refund", fund_backers.backer_refund, name="backer_refund"),
]
