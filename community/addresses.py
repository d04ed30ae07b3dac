"""E-mail addresses, spelled one way: a mailbox has one account, however its address is typed or pasted."""

import unicodedata

# Letters in Unicode's eyes, nothing in people's.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
LONGEST_MAILBOX = 320  # characters, more than any address: what is longer is left to the validators


def canonical(address: str) -> str:
    """The address as accounts keep it: lower case, nothing invisible, the domain in letters people read.

    « ELISE@xn--caf-dma.fr », « elise@café.fr » and the same with a zero-width space are one mailbox. Domains follow
    the rules by which Django writes to them (IDNA 2003). What is no address comes back as it is, to be refused.
    """
    if len(address) > LONGEST_MAILBOX:
        return address
    if address.isascii() and address.isprintable() and "xn--" not in (plain := address.strip().lower()):
        return plain  # nearly all: lists of thousands are read
    visible = "".join(letter for letter in address if unicodedata.category(letter) != "Cf").strip()
    mailbox, at, domain = unicodedata.normalize("NFC", visible).lower().rpartition("@")
    return f"{mailbox}{at}{_in_letters(domain)}"


def may_be_written_to(address: str) -> bool:
    """Whether a mail can be addressed to it: its domain has a name that the network knows how to ask for."""
    domain = address.rpartition("@")[2]
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return all((letter.isalnum() or letter in ".-") and letter not in BLANK_LETTERS for letter in domain)


def _in_letters(domain: str) -> str:
    try:
        return domain.encode("idna").decode("idna").lower()
    except UnicodeError:
        return domain
