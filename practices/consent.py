"""The condition that practices adds to the rule of visibility: every consent of a testimonial is valid right now."""

from django.db.models import Exists, OuterRef, Q

from practices.models import ConsentRecord, TestimonialPage


def consents_are_valid() -> Q:
    """A Q on any queryset of pages: true of all but testimonials without an agreement, or with one that fails."""
    of_this_page = ConsentRecord.objects.filter(testimonial=OuterRef("pk"))
    is_testimonial = Exists(TestimonialPage.objects.filter(pk=OuterRef("pk")))
    return ~Q(is_testimonial) | (Q(Exists(of_this_page)) & ~Q(Exists(of_this_page.failing())))
