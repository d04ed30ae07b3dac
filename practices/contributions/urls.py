"""Addresses of writing and reviewing on the site."""

from django.urls import path

from practices.contributions import consent_views, editing, previewing, reviewing, views

app_name = "contributions"
urlpatterns = [
    path("partager/", views.share, name="share"),
    path("partager/<slug:slug>/", editing.start, name="start"),
    path("mes-contributions/", views.mine, name="mine"),
    path("mes-contributions/<int:pk>/", editing.edit, name="edit"),
    path("mes-contributions/<int:pk>/apercu/", previewing.preview, name="preview"),
    path("mes-contributions/<int:pk>/soumettre/", views.submit, name="submit"),
    path("mes-contributions/<int:pk>/reprendre/", views.take_back, name="take_back"),
    path("mes-contributions/<int:pk>/jeter/", views.throw_away, name="throw_away"),
    path("mes-contributions/<int:pk>/ramener/", views.bring_back, name="bring_back"),
    path("mes-contributions/<int:pk>/retirer/", views.take_off_line, name="take_off_line"),
    path("mes-contributions/<int:pk>/toujours-d-actualite/", views.confirm_current, name="confirm_current"),
    path("mes-contributions/<int:pk>/accords/", consent_views.consent_list, name="consents"),
    path("mes-contributions/<int:pk>/supprimer-les-fichiers/", consent_views.erase_files, name="erase_files"),
    path("accords/<int:pk>/renouveler/", consent_views.renew, name="renew_consent"),
    path("accords/<int:pk>/retirer/", consent_views.withdraw, name="withdraw_consent"),
    path("accords/<int:pk>/effacer/", consent_views.erase, name="erase_consent"),
    path("accords/<int:pk>/document/", consent_views.document, name="consent_document"),
    path("relecture/", reviewing.waiting, name="waiting"),
    path("relecture/<int:pk>/", reviewing.read, name="review"),
]
