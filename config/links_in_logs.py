"""What the log leaves out: links that let in whoever reads them. A refused request is logged by its path."""

import logging
import re

LINK = re.compile(
    r"(/invitation/|/compte/adresse/lien/|/compte/mes-donnees/revenir/|/rejoindre/demander/(?:confirmer|oublier)/)"
    r"[^/\s?'\"]+"
)


class WithoutLinks(logging.Filter):
    """Writes « /invitation/… » for the address of an invitation, wherever a line of the log says it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub(r"\1…", said), ()
        return True
