from django.urls import path

from coterie.web.public import asking, community, home, joining, landing, person, preferences, seat, step, waiting

urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap"),
    path("app.webmanifest", home.manifest, name="manifest"),
    path("preferences", preferences.preferences, name="preferences"),
    path("c/<slug:slug>", community.community, name="community"),
    path("p/<slug:key>", person.person, name="person"),
    path("p/<slug:key>/card.png", person.person_card, name="person_card"),
    path("c/<slug:slug>/ask", asking.ask, name="ask"),
    path("c/<slug:slug>/l/<slug:landing_slug>", landing.landing, name="landing"),
    path("c/<slug:slug>/l/<slug:landing_slug>/card.png", landing.landing_card, name="landing_card"),
    path("c/<slug:slug>/join", joining.join_page, name="join"),
    path("c/<slug:slug>/join/return/<str:token>", step.join_return, name="join_return"),
    path("c/<slug:slug>/join/anew", step.join_anew, name="join_anew"),
    path("c/<slug:slug>/seat/<slug:code>", seat.seat, name="seat"),
    path("c/<slug:slug>/seat/<slug:code>/picture", seat.picture, name="seat_picture"),
    path("c/<slug:slug>/seat/<slug:code>/confirmation", seat.confirmation, name="seat_confirmation"),
    path("c/<slug:slug>/waiting/<slug:code>", waiting.address, name="waiting_address"),
    path("c/<slug:slug>/waiting/<slug:code>/<str:visitor>", waiting.offer, name="waiting_offer"),
    path("c/<slug:slug>/join/<slug:kind>", step.join_step, name="join_step"),
]
