"""Addresses of writing and reviewing on the site."""

from django.urls import path

from practices.contributions.screens import consents, lists, preview, reviews, writing

app_name = "contributions"
urlpatterns = [
    path("partager/", lists.share, name="share"),
    path("partager/<slug:slug>/", writing.start, name="start"),
    path("mes-contributions/", lists.mine, name="mine"),
    path("mes-contributions/<int:pk>/", writing.edit, name="edit"),
    path("mes-contributions/<int:pk>/apercu/", preview.preview, name="preview"),
    path("mes-contributions/<int:pk>/soumettre/", lists.submit, name="submit"),
    path("mes-contributions/<int:pk>/reprendre/", lists.take_back, name="take_back"),
    path("mes-contributions/<int:pk>/jeter/", lists.throw_away, name="throw_away"),
    path("mes-contributions/<int:pk>/ramener/", lists.bring_back, name="bring_back"),
    path("mes-contributions/<int:pk>/retirer/", lists.take_off_line, name="take_off_line"),
    path("mes-contributions/<int:pk>/toujours-d-actualite/", lists.confirm_current, name="confirm_current"),
    path("mes-contributions/<int:pk>/accords/", consents.consent_list, name="consents"),
    path("mes-contributions/<int:pk>/supprimer-les-fichiers/", consents.erase_files, name="erase_files"),
    path("accords/<int:pk>/renouveler/", consents.renew, name="renew_consent"),
    path("accords/<int:pk>/retirer/", consents.withdraw, name="withdraw_consent"),
    path("accords/<int:pk>/effacer/", consents.erase, name="erase_consent"),
    path("accords/<int:pk>/document/", consents.document, name="consent_document"),
    path("relecture/", reviews.waiting, name="waiting"),
    path("relecture/<int:pk>/", reviews.read, name="review"),
]
