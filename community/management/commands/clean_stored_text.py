"""`manage.py clean_stored_text`: what was stored before the door of typed text is made printable, once."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import IntegrityError, models, transaction
from wagtail.models import Page, Revision

from community.typed_text.rows import mend

LEFT_ASIDE = {"sessions", "contenttypes", "auth", "django_tasks_db"}  # nothing there is typed by anybody


class Command(BaseCommand):
    help = (
        "Take out of every stored text, drafts included, what no page, feed or mail can show: control characters, "
        "non-characters, letters in two pieces. Nothing else changes; running it again finds nothing. "
        "Prints each row it mends, and those it could not because another one would then be the same."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        mended = 0
        for model in tables():
            for row in rows_of(model):
                changed = mend(row)
                if changed and (dry_run or self._save(row, changed)):
                    mended += 1
                    self.stdout.write(f"{row._meta.label} {row.pk}: {', '.join(changed)}")
        self.stdout.write(f"{mended} to mend" if dry_run else f"{mended} mended")

    def _save(self, row: models.Model, changed: list[str]) -> bool:
        """Through the model, so that the search hears of it; a revision is a copy, which nobody listens to."""
        try:
            with transaction.atomic():
                if isinstance(row, Revision):
                    Revision.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in changed})
                elif isinstance(row, Page):
                    row.save(clean=False, update_fields=changed)
                else:
                    row.save(update_fields=changed)
        except IntegrityError as twin:
            self.stderr.write(f"{row._meta.label} {row.pk} stays as it is: {twin}")
            return False
        return True


def tables() -> list[type[models.Model]]:
    """The models whose rows are read, each row once: the most precise of a family, all pages through Page."""
    found = [model for model in apps.get_models() if model._meta.managed and model._meta.app_label not in LEFT_ASIDE]
    above = {parent for model in found for parent in model._meta.get_parent_list()}
    return [model for model in found if model is Page or not (model in above or issubclass(model, Page))]


def rows_of(model: type[models.Model]) -> Iterable[models.Model]:
    """Every row, read little by little; a page with its own fields."""
    if issubclass(model, Page):
        pages: Any = Page.objects.order_by("pk")
        return pages.specific().iterator()
    return model._base_manager.order_by("pk").iterator(chunk_size=500)
