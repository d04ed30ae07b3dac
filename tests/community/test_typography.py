"""French spacing of what people typed."""

from django.utils.safestring import SafeString, mark_safe

from community.templatetags.typography import french_spaces


def test_a_sign_stays_with_its_word() -> None:
    assert french_spaces("Quoi ? Tout : « oui » !") == "Quoi\u00a0? Tout\u00a0: «\u00a0oui\u00a0»\u00a0!"


def test_the_rest_is_left_alone() -> None:
    assert french_spaces("À 10:30, voir http://exemple.test/?q=a;b") == "À 10:30, voir http://exemple.test/?q=a;b"


def test_safe_text_stays_safe_and_other_text_does_not_become_so() -> None:
    assert isinstance(french_spaces(mark_safe("<b>a ?</b>")), SafeString)
    assert not isinstance(french_spaces("<b>"), SafeString)
