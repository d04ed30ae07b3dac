"""Captions that no browser shows whole, or that would cost a careless reader dear."""

from collections.abc import Callable

from tests.practices.captions.corpus import FILES, HEAD, cue

WRONG = (
    "header_glued", "header_nbsp", "two_boms", "minutes_on_one_digit", "two_digits_of_ms", "nbsp", "no_end",
    "end_before_start", "hours_of_endless_zeros", "hours_past_a_word", "blank_line_inside", "tag_never_closed",
    "nul", "nul_in_timing", "broken_utf8", "overlong_utf8", "utf16_without_bom", "entity_number_endless", "pdf",
)  # fmt: skip
SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\n"

HEAVY: dict[str, Callable[[], str]] = {
    "ouvrants": lambda: HEAD + cue(text="<" * 500_000),
    "esperluettes": lambda: HEAD + cue(text="&" * 500_000),
    "fleches": lambda: HEAD + "-->\n" * 200_000,
    "lignes vides": lambda: HEAD + "\n" * 900_000 + cue(),
    "chiffres": lambda: HEAD + cue("0" * 400_000 + ":00:01.000 --> " + "1" * 400_000 + ":00"),
    "espaces": lambda: HEAD + cue("00:01.000" + " " * 400_000 + "-->" + " " * 400_000 + "x"),
    "trente mille": lambda: HEAD + "00:01.000 --> 00:02.000\nx\n" * 30_000,
}
HEAVY_SUBRIP: dict[str, Callable[[], str]] = {
    "polices": lambda: SUBRIP + "<font " * 100_000,
    "accolades": lambda: SUBRIP + "{\\" * 300_000,
    "une page": lambda: SUBRIP + "<script>alert(1)</script><img src=x onerror=alert(1)>\n",
}

MAKERS: dict[str, Callable[[], bytes]] = {
    **{f"{name}.vtt": (lambda name=name: FILES[name]) for name in WRONG},
    **{f"{name}.vtt": (lambda make=make: make().encode()) for name, make in HEAVY.items()},
    **{f"{name}.srt": (lambda make=make: make().encode()) for name, make in HEAVY_SUBRIP.items()},
}
