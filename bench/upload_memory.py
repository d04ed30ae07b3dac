"""What the largest pictures accepted cost a worker in memory: at most 400 MB above rest, one at a time or several?

    python -m bench.upload_memory [--at-once 4] [--most 400] [--json FILE]

Each picture is sent by a whole request, and the page that shows it is asked, in a process made for it from one that has
already served: the peak of its memory (VmHWM of Linux, set back before), less what it held at rest. The last line is of
`--at-once` requests in as many threads of one process. The exit status is 1 when one of them costs more than `--most`.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench import largest_pictures, site

MOST_MEGABYTES = 400
SMALL = (60, 40)
FORK = multiprocessing.get_context("fork")  # a process that has served already, and none of what others did


def main(arguments: list[str]) -> int:
    """Make the pictures, send each, print, judge."""
    parser = argparse.ArgumentParser(prog="bench.upload_memory", description="Memory of the largest uploads.")
    parser.add_argument("--at-once", type=int, default=4, help="threads that send together, in one process")
    parser.add_argument("--most", type=float, default=MOST_MEGABYTES, help="megabytes above which the exit status is 1")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    site.make_tables()
    with tempfile.TemporaryDirectory(prefix="faire-avec-pictures-") as folder:
        files = _apart(lambda: largest_pictures.make(Path(folder)))
        _prepare()
        figures = {what: _apart(lambda path=path: _peak_of([path])) for what, path in files.items()}
        together = f"{options.at_once} at once, the dearest"
        dearest = max(figures, key=lambda what: float(figures[what]))
        figures[together] = _apart(lambda: _peak_of([files[dearest]] * options.at_once))
    for what, megabytes in figures.items():
        sys.stdout.write(f"{what:<40}{megabytes:>8.0f} MB\n")
    if options.json:
        options.json.write_text(json.dumps({"megabytes": figures, "most": options.most}, indent=2) + "\n")
    return 1 if max(figures.values()) > options.most else 0


def _apart(act: Callable[[], Any]) -> Any:
    """What an act gives, done in a process of its own. Raises RuntimeError when it fails there."""
    answers = FORK.SimpleQueue()
    process = FORK.Process(target=lambda: answers.put(act()))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"a process ended with {process.exitcode}")
    return answers.get()


def _prepare() -> None:
    """A site, a facilitator, a structure and who writes there; a small picture sent, so that all is loaded."""
    from django.db import connection
    from PIL import Image

    from community.models import Member, Membership, StructureIndexPage, StructurePage
    from home.preparation import prepare_site

    prepare_site()
    structure = StructurePage(
        title="Le Café", tagline="Un lieu", sector="vie-locale", commune="Lens", department="Nord"
    )
    StructureIndexPage.objects.get().add_child(instance=structure)
    writer = Member.objects.create_user("pilote@exemple.test", "une-phrase-assez-longue", display_name="Pilote")
    Membership.objects.create(member=writer, structure=structure, role=Membership.Role.PILOT)
    Member.objects.create_user(
        "animation@exemple.test", "une-phrase-assez-longue", display_name="Animation", is_facilitator=True
    )
    with tempfile.NamedTemporaryFile(suffix=".jpg") as small:
        Image.new("RGB", SMALL).save(small.name)
        _send(Path(small.name))
    connection.close()


def _peak_of(files: list[Path]) -> float:
    """Megabytes above rest while these are sent together."""
    rest = _kilobytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    with ThreadPoolExecutor(len(files)) as threads:
        list(threads.map(_send, files))
    return (_kilobytes("VmHWM") - rest) / 1024


def _send(path: Path) -> None:
    """Through the form of a testimonial, or the admin where only it takes this kind; then the size that pages show."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from community.models import Member, SiteImage

    is_of_the_admin = path.suffix == ".gif"
    client = Client()
    client.force_login(Member.objects.get(is_facilitator=is_of_the_admin, email__endswith="@exemple.test"))
    file = SimpleUploadedFile(path.name, path.read_bytes())
    if is_of_the_admin:
        form = {"title": "Une table", "collection": 1, "file": file}
        answer = client.post(reverse("wagtailimages:add"), form)
    else:
        form = {"title": "Une table", "poster_file": file, "action": "save"}
        answer = client.post(reverse("contributions:start", args=["temoignage"]), form)
    if answer.status_code != 302:
        raise RuntimeError(f"{path.name} answers {answer.status_code}")
    SiteImage.objects.latest("pk").get_rendition("width-960")
    connection.close()


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
