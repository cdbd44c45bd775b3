"""Addresses of campaigns in the member space."""

from django.urls import path

from coterie.web.member import campaign_rewards, campaign_teams, campaigns

HERE = "<slug:slug>/campaigns"

patterns = [
    path(HERE, campaigns.campaigns, name="campaigns"),
    path(f"{HERE}/<slug:key>", campaigns.campaign, name="campaign"),
    path(f"{HERE}/<slug:key>/participation", campaigns.participate, name="participation"),
    path(f"{HERE}/<slug:key>/teams", campaign_teams.team_founding, name="team_founding"),
    path(f"{HERE}/<slug:key>/link/<str:picture>", campaigns.campaign_picture, name="campaign_picture"),
    path("<slug:slug>/campaign-rewards/<slug:key>/address", campaign_rewards.reward_address, name="reward_address"),
]
