from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a community stands."""

    DRAFT = "draft", _("being positioned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Accent(TextChoices):
    """The one colour of a community; each is checked to be read on paper and by lamp (tests/communities)."""

    RED = "red", _("seal red")
    CLAY = "clay", _("clay")
    PINE = "pine", _("pine green")
    LAKE = "lake", _("lake blue")
    INK = "ink", _("ink blue")
    PLUM = "plum", _("plum")


class ProfileKind(TextChoices):
    """Whose profile it is."""

    PERSON = "person", _("a person")
    BRAND = "brand", _("a brand")


class CommunityType(TextChoices):
    """What binds the people."""

    PRODUCT = "product", _("Product")
    INTEREST = "interest", _("Interest")
    BRAND = "brand", _("Brand")
    KNOWLEDGE = "knowledge", _("Knowledge")
    TOOL = "tool", _("Tool")
    RESOURCE = "resource", _("Resource")


class Purpose(TextChoices):
    """What the community is to earn or win."""

    SELL = "sell", _("Sell products")
    SERVE = "serve", _("Provide services")
    WIDEN = "widen", _("Widen relationships")
    GATHER = "gather", _("Gather an interest")
    BRAND = "brand", _("Build a brand")
    KEEP = "keep", _("Keep customers")
    INFLUENCE = "influence", _("Personal influence")


class Need(TextChoices):
    """Why people come."""

    CONTACT = "contact", _("Contact")
    JOB = "job", _("Job")
    FRIENDS = "friends", _("Friends")
    LEARNING = "learning", _("Learning")
    COMMUNICATION = "communication", _("Communication")
    LIFE = "life", _("Life")
    SERVICE = "service", _("Service")
    PSYCHOLOGICAL = "psychological", _("Psychological")


class Role(TextChoices):
    """What an operator is in one community."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    HOST = "host", _("Host")
    ANALYST = "analyst", _("Analyst")


class Permission(TextChoices):
    """One right of an operator in one community."""

    SEE_CONSOLE = "see_console", _("See the console")
    EDIT_CANVAS = "edit_canvas", _("Edit the canvas")
    OPEN_COMMUNITY = "open_community", _("Open and close the community")
    APPOINT_STAFF = "appoint_staff", _("Appoint staff")
    PUBLISH_RULES = "publish_rules", _("Publish rules")
    SEE_MEMBERS = "see_members", _("See members")
    EDIT_MEMBERS = "edit_members", _("Edit, tag and remove members")
    EDIT_GROUPS = "edit_groups", _("Create and edit groups")
    EDIT_CODES = "edit_codes", _("Create and edit live codes")
    EDIT_RITUALS = "edit_rituals", _("Plan and hold rituals")
    EDIT_REWARDS = "edit_rewards", _("Give points and run the shop")
    EDIT_OFFERS = "edit_offers", _("Sell: offers, orders, refunds")
    EDIT_CAMPAIGNS = "edit_campaigns", _("Run campaigns and approve their rewards")
    EDIT_PARTNERS = "edit_partners", _("Run the programme for partners")
    PAY_PARTNERS = "pay_partners", _("Pay partners their commission")
    EDIT_PROVIDERS = "edit_providers", _("Set up payment providers and their keys")
    MODERATE = "moderate", _("Pin and delete messages")
    IMPORT = "import", _("Import history")
    SEE_REVIEW = "see_review", _("See the review")
    SEE_MACHINERY = "see_machinery", _("See jobs and parked events")
