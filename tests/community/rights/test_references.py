"""Wagtail's index of references follows what uses pages and files; it follows nobody."""

import uuid
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from wagtail.models import ReferenceIndex

from community.models import Member, Notification
from practices.models import ConsentRecord
from tests.community.accounts.asking import come_in

pytestmark = pytest.mark.django_db
step = import_module("community.migrations.0015_no_references_to_people")


def is_about_somebody(model: type[models.Model]) -> bool:
    """Whether its rows name a member, otherwise than as a page names who owns it."""
    return any(
        field.many_to_one and field.related_model is Member and not hasattr(field, "wagtail_reference_index_ignore")
        for field in model._meta.get_fields()
    )


def test_what_is_about_somebody_is_not_followed_but_who_recorded_an_agreement(client: Client) -> None:
    client.get("/admin/")  # the admin's models are followed once its addresses are read
    followed = {model for model in ReferenceIndex.tracked_models if is_about_somebody(model)}
    assert {model._meta.label for model in followed if not model.__module__.startswith("wagtail.")} == {
        ConsentRecord._meta.label
    }


def test_entering_and_going_out_write_no_reference(client: Client, pilot: Any) -> None:
    before = ReferenceIndex.objects.count()
    come_in(client, pilot)
    client.post("/compte/logout/")
    assert ReferenceIndex.objects.count() == before


def test_references_that_were_followed_before_are_forgotten_and_the_others_stay(sheet: Any, pilot: Any) -> None:
    def refer(model: type[models.Model]) -> None:
        kind = ContentType.objects.get_for_model(model)
        ReferenceIndex.objects.create(
            content_type=kind,
            base_content_type=kind,
            object_id="1",
            to_content_type=ContentType.objects.get_for_model(Member),
            to_object_id=str(pilot.pk),
            model_path="recipient",
            content_path="recipient",
            content_path_hash=uuid.uuid4(),
        )

    before = set(ReferenceIndex.objects.values_list("pk", flat=True))
    refer(Notification)
    refer(ConsentRecord)
    step.forget_them(apps, None)
    left = ReferenceIndex.objects.exclude(pk__in=before)
    assert [row.content_type.model for row in left] == ["consentrecord"]
    assert ReferenceIndex.objects.filter(pk__in=before).count() == len(before)


def test_the_step_takes_away_only_what_is_left_out_and_all_that_was_once_followed() -> None:
    born_since = {"matter", "report", "decision", "sentlately"}  # never followed
    left_out = {
        model._meta.model_name
        for model in apps.get_app_config("community").get_models()
        if getattr(model, "wagtail_reference_index_ignore", False)
        and model._meta.label not in {"community.SiteRendition"}
    }
    assert left_out - born_since == set(step.LEFT_OUT)
