"""The condition that practices adds to the rule of visibility: every consent of a testimonial is valid right now."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from practices.models import ConsentRecord, TestimonialPage


def consents_are_valid() -> Q:
    """A Q on any queryset of pages: true of all but testimonials without an agreement, or with one that fails."""
    today = timezone.localdate()
    of_this_page = ConsentRecord.objects.filter(testimonial=OuterRef("pk"))
    failing = of_this_page.filter(Q(withdrawn_at__isnull=False) | Q(expires_on__lt=today) | Q(given_on__gt=today))
    is_testimonial = Exists(TestimonialPage.objects.filter(pk=OuterRef("pk")))
    return ~Q(is_testimonial) | (Q(Exists(of_this_page)) & ~Q(Exists(failing)))
