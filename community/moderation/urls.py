"""The addresses of moderation: reporting, for everybody; the queue and the journal, for facilitators."""

from django.urls import path

from community.moderation import desk, report_views, watching_views

urlpatterns = [
    path("signaler/<slug:subject>/<int:pk>/", report_views.report_thing, name="report"),
    path("signaler/<slug:subject>/<int:pk>/merci/", report_views.report_sent, name="report_sent"),
    path("moderation/", desk.moderation, name="moderation"),
    path("moderation/<int:pk>/", desk.matter, name="matter"),
    path("moderation/journal/", desk.moderation_journal, name="moderation_journal"),
    path("personnes/<int:pk>/relire/", watching_views.read_again_page, name="person_read_again"),
    path("personnes/<int:pk>/confiance/", watching_views.trust_again, name="person_trust"),
]
