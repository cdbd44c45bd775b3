from django.urls import path

from coterie.web.public import community, home, joining, landing, preferences, step

urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap"),
    path("app.webmanifest", home.manifest, name="manifest"),
    path("preferences", preferences.preferences, name="preferences"),
    path("c/<slug:slug>", community.community, name="community"),
    path("c/<slug:slug>/l/<slug:landing_slug>", landing.landing, name="landing"),
    path("c/<slug:slug>/l/<slug:landing_slug>/card.png", landing.landing_card, name="landing_card"),
    path("c/<slug:slug>/join", joining.join_page, name="join"),
    path("c/<slug:slug>/join/return/<str:token>", step.join_return, name="join_return"),
    path("c/<slug:slug>/join/anew", step.join_anew, name="join_anew"),
    path("c/<slug:slug>/join/<slug:kind>", step.join_step, name="join_step"),
]
