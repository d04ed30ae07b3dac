"""Caption files as people and programs write them, right and wrong: what a browser makes of each is known by asking it.

`FILES` maps a name to the bytes. The journeys give every one to a real Chromium and compare.
"""

HEAD = "WEBVTT\n\n"


def cue(timing: str = "00:00:01.000 --> 00:00:02.000", text: str = "Bonjour") -> str:
    return f"{timing}\n{text}\n\n"


LAST = cue("00:00:08.000 --> 00:00:09.000", "La suite")
"""A sound cue behind the odd one: what is wrong must not take it along."""

HEADERS = {
    "plain": HEAD + cue(),
    "bom": "\ufeff" + HEAD + cue(),
    "two_boms": "\ufeff\ufeff" + HEAD + cue(),
    "header_text": "WEBVTT - Le jardin\nKind: captions\nLanguage: fr\n\n" + cue(),
    "header_tab": "WEBVTT\tLe jardin\n\n" + cue(),
    "header_glued": "WEBVTTFILE\n\n" + cue(),
    "header_colon": "WEBVTT: fr\n\n" + cue(),
    "header_nbsp": "WEBVTT\u00a0fr\n\n" + cue(),
    "header_form_feed": "WEBVTT\x0cfr\n\n" + cue(),
    "header_lower_case": "webvtt\n\n" + cue(),
    "header_after_space": " WEBVTT\n\n" + cue(),
    "blank_first_line": "\n" + HEAD + cue(),
    "text_before_header": "Mes sous-titres\n" + HEAD + cue(),
    "two_headers": HEAD + cue() + HEAD + LAST,
    "header_only": "WEBVTT",
    "header_and_line": "WEBVTT\n",
    "header_short": "WEBVT\n\n" + cue(),
    "header_without_blank_line": "WEBVTT\n" + cue() + LAST,
    "header_text_without_blank_line": "WEBVTT\nKind: captions\n" + cue() + LAST,
    "header_with_arrow": "WEBVTT --> fr\n\n" + cue(),
    "arrow_in_header_block": "WEBVTT\nVoir --> ici\n\n" + cue() + LAST,
    "words_then_times_in_header_block": "WEBVTT\nun\ndeux\n00:01.000 --> 00:02.000\nBonjour\n\n" + LAST,
    "empty": "",
    "nothing_but_bom": "\ufeff",
    "many_blank_lines": "WEBVTT\n\n\n\n\n" + cue() + "\n\n\n" + LAST,
    "no_blank_lines_at_all": "WEBVTT\n00:01.000 --> 00:02.000\nUn\n00:02.000 --> 00:03.000\nDeux\n",
}
LINES = {
    "cr": (HEAD + cue() + LAST).replace("\n", "\r"),
    "crlf": (HEAD + cue(text="Bonjour\nà vous") + LAST).replace("\n", "\r\n"),
    "mixed_ends": "WEBVTT\r\n\r00:01.000 --> 00:02.000\r\nUn\rDeux\n\n" + LAST,
    "lf_then_cr": "WEBVTT\n\r00:01.000 --> 00:02.000\n\rUn\n\r" + LAST,
    "next_line_is_no_end": HEAD + cue(text="Un\u0085Deux\u2028Trois\u2029Quatre\x0bCinq\x0cSix") + LAST,
    "no_final_line": HEAD + "00:01.000 --> 00:02.000\nBonjour",
    "ends_after_timing": HEAD + LAST + "00:01.000 --> 00:02.000",
    "ends_after_timing_line": HEAD + LAST + "00:01.000 --> 00:02.000\n",
    "ends_after_identifier": HEAD + LAST + "12",
    "ends_in_a_number": HEAD + LAST + "00:01.000 --> 00:0",
    "space_is_no_blank_line": HEAD + cue(text="Un\n \nDeux") + LAST,
    "blank_line_inside": HEAD + cue(text="Un\n\nDeux") + LAST,
    "two_lines_lost": HEAD + cue(text="Un\n\nDeux\nTrois") + LAST,
    "very_long_line": HEAD + cue(text="mot " * 25_000) + LAST,
    "very_long_word": HEAD + cue(text="m" * 100_000) + LAST,
    "very_long_timing": HEAD + cue("00:01.000" + " " * 50_000 + "-->" + "\t" * 50_000 + "00:02.000") + LAST,
    "many_cues": HEAD + "".join(cue(f"{n:02d}:00.000 --> {n:02d}:59.500") for n in range(60)),
}  # fmt: skip
TIMES = {
    "minutes": HEAD + cue("00:01.000 --> 00:02.000"),
    "hour_on_one_digit": HEAD + cue("0:00:01.000 --> 0:00:02.000"),
    "minutes_on_one_digit": HEAD + cue("0:12.500 --> 0:14.000") + LAST,
    "minutes_on_three_digits": HEAD + cue("001:12.500 --> 001:14.000") + LAST,
    "seconds_on_one_digit": HEAD + cue("00:00:1.000 --> 00:00:2.000") + LAST,
    "no_milliseconds": HEAD + cue("00:00:01 --> 00:00:02") + LAST,
    "one_digit_of_ms": HEAD + cue("00:00:01.5 --> 00:00:02.5") + LAST,
    "two_digits_of_ms": HEAD + cue("00:00:01.50 --> 00:00:02.50") + LAST,
    "four_digits_of_ms": HEAD + cue("00:00:01.5000 --> 00:00:02.5000") + LAST,
    "bad_end_only": HEAD + cue("00:00:01.000 --> 00:00:02.5") + LAST,
    "comma": HEAD + cue("00:00:01,000 --> 00:00:02,000") + LAST,
    "frames": HEAD + cue("00:00:01:12 --> 00:00:02:03") + LAST,
    "hours_past_99": HEAD + cue("100:00:01.000 --> 1234:00:02.000") + LAST,
    "hours_past_a_word": HEAD + cue("99999999999999999999:00:01.000 --> 99999999999999999999:00:02.000") + LAST,
    "hours_of_endless_zeros": HEAD + cue(f"{'0' * 5000}1:00:01.000 --> {'0' * 5000}1:00:02.000") + LAST,
    "minutes_past_59": HEAD + cue("00:60:00.000 --> 00:61:00.000") + LAST,
    "minutes_past_59_without_hours": HEAD + cue("75:00.000 --> 76:00.000") + LAST,
    "seconds_past_59": HEAD + cue("00:00:60.000 --> 00:00:61.000") + LAST,
    "negative": HEAD + cue("-00:00:01.000 --> 00:00:02.000") + LAST,
    "end_before_start": HEAD + cue("00:00:05.000 --> 00:00:02.000") + LAST,
    "end_is_start": HEAD + cue("00:00:05.000 --> 00:00:05.000") + LAST,
    "overlapping": HEAD + cue("00:01.000 --> 00:05.000", "Un") + cue("00:02.000 --> 00:06.000", "Deux"),
    "out_of_order": HEAD + cue("00:05.000 --> 00:06.000", "Deux") + cue("00:01.000 --> 00:02.000", "Un"),
    "same_time_twice": HEAD + cue("00:01.000 --> 00:02.000", "Un") + cue("00:01.000 --> 00:02.000", "Deux"),
    "same_start_longer_last": HEAD + cue("00:01.000 --> 00:02.000", "Un") + cue("00:01.000 --> 00:05.000", "Deux"),
    "no_end": HEAD + cue("00:00:01.000 -->") + LAST,
    "no_start": HEAD + cue("--> 00:00:01.000") + LAST,
    "arrow_glued": HEAD + cue("00:01.000-->00:02.000"),
    "arrow_short": HEAD + cue("00:01.000 -> 00:02.000") + LAST,
    "arrow_long": HEAD + cue("00:01.000 ---> 00:02.000") + LAST,
    "arrow_en_dash": HEAD + cue("00:01.000 –> 00:02.000") + LAST,
    "tabs": HEAD + cue("\t00:01.000\t-->\t00:02.000\t"),
    "form_feeds": HEAD + cue("00:01.000\x0c-->\x0c00:02.000"),
    "nbsp": HEAD + cue("00:01.000\u00a0--> 00:02.000") + LAST,
    "narrow_nbsp": HEAD + cue("00:01.000\u202f--> 00:02.000") + LAST,
    "zero_width": HEAD + cue("\u200b00:01.000 --> 00:02.000") + LAST,
    "vertical_tab": HEAD + cue("00:01.000\x0b--> 00:02.000") + LAST,
    "arabic_digits": HEAD + cue("٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠") + LAST,
    "wide_digits": HEAD + cue("００:０１.０００ --> ００:０２.０００") + LAST,
    "second_arrow": HEAD + cue("00:01.000 --> 00:02.000 --> 00:03.000") + LAST,
    "word_before": HEAD + cue("Début 00:01.000 --> 00:02.000") + LAST,
    "word_after": HEAD + cue("00:01.000 --> 00:02.000Bonjour", "à vous") + LAST,
}
SETTINGS = {
    "settings": HEAD + cue("00:01.000 --> 00:02.000 align:start position:10%,line-left size:50% line:0 vertical:rl"),
    "settings_odd": HEAD + cue("00:01.000 --> 00:02.000 align: position:900% Nadia parle:fort :: :"),
    "settings_of_tools": HEAD + cue("00:01.000 --> 00:02.000 A:middle X1:10 Y1:20"),
    "sentence_behind_times": HEAD + cue("00:01.000 --> 00:02.000 Bonjour à tous", "") + LAST,
    "settings_region_unknown": HEAD + cue("00:01.000 --> 00:02.000 region:bas"),
}
BLOCKS = {
    "identifiers": HEAD + "1\n" + cue() + "intro-2\n" + LAST,
    "identifier_with_arrow": HEAD + "un --> deux\n" + cue() + LAST,
    "two_identifiers": HEAD + "un\ndeux\n" + cue() + LAST,
    "identifier_then_blank": HEAD + "1\n\n" + cue() + "2\n\n" + LAST,
    "arrow_in_text": HEAD + cue(text="Du banc --> à l’école") + LAST,
    "times_in_text": HEAD + cue(text="Un\n00:03.000 --> 00:04.000\nDeux") + LAST,
    "note": HEAD + "NOTE relu par Nadia\n\n" + cue() + "NOTE\nsur deux\nlignes\n\n" + LAST,
    "note_with_cue_below": HEAD + "NOTE relu\n" + cue() + LAST,
    "note_with_two_lines_and_cue_below": HEAD + "NOTE relu\npar Nadia\n" + cue() + LAST,
    "note_glued": HEAD + "NOTES de travail\nà jeter\n\n" + LAST,
    "style": HEAD + "STYLE\n::cue { color: yellow }\n\n" + cue(),
    "style_with_spaces": HEAD + "STYLE \t\n::cue { color: yellow }\n\n" + cue(),
    "style_with_words": HEAD + "STYLE jaune\n::cue { color: yellow }\n\n" + cue(),
    "style_after_a_cue": HEAD + cue() + "STYLE\n::cue { color: yellow }\n\n" + LAST,
    "style_with_arrow": HEAD + "STYLE\n::cue { --> }\n\n" + cue(),
    "style_with_cue_below": HEAD + "STYLE\n" + cue() + LAST,
    "region": HEAD + "REGION\nid:bas\nwidth:40%\n\n" + cue("00:01.000 --> 00:02.000 region:bas"),
    "region_after_a_cue": HEAD + cue() + "REGION\nid:bas\n\n" + LAST,
    "region_with_cue_below": HEAD + "REGION\nid:bas\n" + cue() + LAST,
    "lone_words": HEAD + "Bonjour à tous\nje suis Nadia\n\n" + LAST,
    "empty_text": HEAD + "00:01.000 --> 00:02.000\n\n" + LAST,
    "two_timings": HEAD + "00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\nBonjour\n\n" + LAST,
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n\n",
    "srt_with_header": HEAD + "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n\n2\n00:00:02,000 --> 00:00:03,000\nSuite\n",
}
TEXTS = {
    "tags": HEAD + cue(text="<v Nadia>Bonjour <b>à <i>vous</i></b> <c.jaune.grand>tous</c> <u>ici</u></v>"),
    "tags_unclosed": HEAD + cue(text="<v Nadia>Bonjour <b>à vous") + LAST,
    "tags_crossed": HEAD + cue(text="<b>Un <i>deux</b> trois</i>") + LAST,
    "tag_unknown": HEAD + cue(text='Un <font color="red">deux</font> <bonjour>trois') + LAST,
    "tag_never_closed": HEAD + cue(text="Il y a 5 < 6 et la suite est perdue") + LAST,
    "tag_over_lines": HEAD + cue(text="Un <v Nadia\nBernard>deux") + LAST,
    "tag_empty": HEAD + cue(text="Un <> deux </> trois <  > quatre < b>cinq") + LAST,
    "heart": HEAD + cue(text="Merci <3 à tous") + LAST,
    "lone_closing": HEAD + cue(text="2 > 1 </b> oui"),
    "ruby": HEAD + cue(text="<ruby>漢<rt>kan</rt>字<rt>ji</ruby> fin <rt>seul"),
    "language": HEAD + cue(text="<lang en>Hello</lang> <lang>Salut"),
    "words_timed": HEAD + cue(text="un <00:01.200><c> deux</c> <00:01:300>trois <00:00:01.400> quatre"),
    "classes_odd": HEAD + cue(text="<b.>un</b> <b..x>deux</b> <b.x y>trois</b> <b\ty>quatre</b>"),
    "entities": HEAD + cue(text="&amp; &lt;b&gt; &nbsp;fin &lrm;&rlm; &eacute; &#233; &#xE9; &inconnu; &amp &"),
    "entities_without_semicolon": HEAD + cue(text="&eacute t&eacute;s &copy2 R&D & co AT&T;"),
    "entity_in_annotation": HEAD + cue(text="<v Nadia &amp; Bernard>Bonjour"),
    "entity_numbers_odd": HEAD + cue(text="&#0; &#128; &#1114112; &#55296; &#x; &#; &#12abc"),
    "entity_number_endless": HEAD + cue(text=f"&#{'9' * 5000}; &#x{'f' * 5000}; fin"),
    "nul": HEAD + cue(text="Bon\x00jour") + LAST,
    "nul_in_timing": HEAD + cue("00:01.000\x00 --> 00:02.000") + LAST,
    "controls": HEAD + cue(text="Un\x07 deux\x1b[0m\x7f") + LAST,
    "right_to_left": HEAD + cue(text="\u202eBonjour") + LAST,
    "emoji": HEAD + cue(text="🙂 voilà 👩‍🌾") + LAST,
    "spaces_around": HEAD + cue(text="  un  \n\t deux ") + LAST,
}
START = b"WEBVTT\n\n00:01.000 --> 00:02.000\n"
BYTES = {
    "broken_utf8": START + b"Avant\n\n00:02.000 --> 00:03.000\nApr\xe8s \xc3\n\xe2\x80 fin\n\n" + LAST.encode(),
    "overlong_utf8": START + b"\xc0\xaf \xed\xa0\x80 \xf5\x80\x80\x80 \xf0\x9f\x99\n\n",
    "windows_1252": (HEAD + cue(text="J’ai été à l’épicerie")).encode("cp1252"),
    "utf16_le": ("\ufeff" + HEAD + cue()).encode("utf-16-le"),
    "utf16_be": ("\ufeff" + HEAD + cue()).encode("utf-16-be"),
    "utf16_without_bom": (HEAD + cue()).encode("utf-16-le"),
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "film": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01",
}  # fmt: skip

FILES: dict[str, bytes] = {
    name: content if isinstance(content, bytes) else content.encode()
    for group in (HEADERS, LINES, TIMES, SETTINGS, BLOCKS, TEXTS, BYTES)
    for name, content in group.items()  # type: ignore[attr-defined]
}
