"""What the site of these tests holds: a film, a sound, a picture and a document that everybody may have; a draft.

`python -m tests.deploy.published` makes them in the site that its environment names, and prints the files' addresses.
"""

import json
import sys

import django


def publish() -> dict[str, str]:
    """The address of each file, by what it is."""
    from wagtail.images.tests.utils import get_test_image_file

    from community.models import SiteImage
    from practices.models import PracticeAttachment
    from tests import factories

    structure = factories.structure(title="Le Café des Tilleuls")
    film = factories.testimonial(structure=structure, kind="video", title="Le film")
    film.poster = SiteImage.objects.create(title="Une table", file=get_test_image_file())
    film.save_revision().publish()
    sound = factories.testimonial(structure=structure, kind="audio", title="Le son")
    draft = factories.testimonial(structure=structure, kind="video", live=False)
    sheet = factories.sheet(structure=structure)
    document = factories.document(name="compte-rendu de la réunion – cœur.pdf")
    sheet.attachments.add(PracticeAttachment(document=document))
    sheet.save_revision().publish()
    files = {"film": film.media, "captions": film.captions, "sound": sound.media, "document": document}
    return {
        **{name: owner.file.url for name, owner in files.items()},
        "picture": film.poster.get_rendition("width-100").url,
        "draft": draft.media.file.url,
    }


if __name__ == "__main__":
    django.setup()
    json.dump(publish(), sys.stdout)
