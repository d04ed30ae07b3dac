"""The files that sheets, testimonials and reports show: the same conditions as their templates."""

from django.db.models import Q

from community.files.shown import register_showing
from community.files.sizes import ON_A_CARD, ON_A_PAGE
from practices.models import EventPhoto, PracticeAttachment, PracticePicture, TestimonialPage
from practices.vocabulary import Format


def register_what_pages_show() -> None:
    """Called from `ready()`. A written testimonial keeps the film it had, and shows none of it."""
    filmed = Q(kind=Format.VIDEO, media__isnull=False)
    heard = Q(kind=Format.AUDIO, media__isnull=False)
    register_showing(column=TestimonialPage._meta.get_field("media"), when=filmed | heard)
    register_showing(column=TestimonialPage._meta.get_field("poster"), when=filmed | heard, sizes=(ON_A_CARD,))
    register_showing(column=TestimonialPage._meta.get_field("captions"), when=filmed)
    register_showing(column=PracticeAttachment._meta.get_field("document"), page="sheet")
    register_showing(
        column=PracticePicture._meta.get_field("image"),
        when=Q(agreement=True),
        page="sheet",
        sizes=(ON_A_CARD, ON_A_PAGE),
    )
    register_showing(column=EventPhoto._meta.get_field("image"), when=Q(agreement=True), page="report")
