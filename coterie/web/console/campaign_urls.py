"""Addresses of campaigns in the console."""

from django.urls import path

from coterie.web.console import (
    campaign_friends,
    campaign_measures,
    campaign_plan,
    campaign_teams,
    campaign_tree,
    campaigns,
    rewards_earned,
)

HERE = "<slug:slug>/spread/campaigns"
ONE = f"{HERE}/<slug:key>"
PERSON = f"{ONE}/people/<slug:participant>"
REWARDS = "<slug:slug>/spread/rewards"

urlpatterns = [
    path(HERE, campaigns.campaigns, name="campaigns"),
    path(f"{HERE}/new", campaigns.new_campaign, name="new_campaign"),
    path(ONE, campaigns.campaign, name="campaign"),
    path(f"{ONE}/measures", campaign_measures.campaign_measures, name="campaign_measures"),
    path(f"{ONE}/plan", campaign_plan.campaign_plan, name="campaign_plan"),
    path(f"{ONE}/tree", campaign_tree.campaign_tree, name="campaign_tree"),
    path(f"{ONE}/teams", campaign_teams.campaign_teams, name="campaign_teams"),
    path(f"{ONE}/facts", campaigns.campaign_facts, name="campaign_facts"),
    path(f"{ONE}/state", campaigns.campaign_state, name="campaign_state"),
    path(f"{ONE}/copies", campaigns.campaign_copy, name="campaign_copy"),
    path(f"{ONE}/friends.csv", campaign_friends.campaign_friends_csv, name="campaign_friends_csv"),
    path(f"{ONE}/people", campaign_friends.campaign_people, name="campaign_people"),
    path(PERSON, campaign_friends.campaign_friends, name="campaign_friends"),
    path(f"{PERSON}/friends/<slug:member>", campaign_friends.friend_review, name="friend_review"),
    path(REWARDS, rewards_earned.rewards_earned, name="rewards_earned"),
    path(f"{REWARDS}.csv", rewards_earned.rewards_earned_csv, name="rewards_earned_csv"),
    path(f"{REWARDS}/<slug:key>", rewards_earned.reward_decision, name="reward_decision"),
]
