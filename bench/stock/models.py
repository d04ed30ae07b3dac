"""The page of a stock site: a title, and a body that Wagtail is told to search."""

from django.db import models
from wagtail.models import Page
from wagtail.search import index


class StockPage(Page):
    """As in Wagtail's documentation."""

    body = models.TextField()

    search_fields = [*Page.search_fields, index.SearchField("body")]
