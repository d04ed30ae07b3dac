"""Which ways of writing pictures and sounds the three families of browsers read, and how the others are called.

The table behind it, tried in Chromium, is in docs/decisions/0015-recordings.md.
"""

H264_PROFILES = {66, 77, 100}  # Baseline, Main, High: eight bits a colour, what every telephone's chip decodes
AAC = {2, 5, 29}  # kinds of AAC: LC, and the two of « HE » (ISO/IEC 14496-3, table 1.17)
PLAYED_IN_MP4A = {0x40, 0x66, 0x67, 0x68, 0x69, 0x6B}  # AAC of MPEG-4 and MPEG-2, MP3 (mp4ra.org, object types)
PLAYED_SOUNDS = {b"Opus", b"fLaC", b".mp3"}
WEBM_PICTURES = {b"V_VP8", b"V_VP9", b"V_AV1"}
WEBM_SOUNDS = {b"A_OPUS", b"A_VORBIS"}
PROTECTED = {b"encv", b"enca", b"drmi", b"drms"}
NAMES = {
    b"hvc1": "HEVC (H.265)",
    b"hev1": "HEVC (H.265)",
    b"dvh1": "Dolby Vision",
    b"dvhe": "Dolby Vision",
    b"mp4v": "MPEG-4 (DivX, Xvid)",
    b"s263": "H.263",
    b"jpeg": "Motion JPEG",
    b"mjpa": "Motion JPEG",
    b"apch": "ProRes",
    b"apcn": "ProRes",
    b"apcs": "ProRes",
    b"apco": "ProRes",
    b"ap4h": "ProRes",
    b"ac-3": "Dolby Digital (AC-3)",
    b"ec-3": "Dolby Digital (E-AC-3)",
    b"alac": "ALAC (Apple sans perte)",
    b"samr": "AMR",
    b"sawb": "AMR",
    b"lpcm": "PCM",
    b"sowt": "PCM",
    b"twos": "PCM",
    b"avc1": "H.264 de 10 bits ou 4:2:2",
    b"avc3": "H.264 de 10 bits ou 4:2:2",
    b"vp09": "VP9 de 10 bits ou 4:4:4",
    b"mp4a": "une variante d’AAC",
}


def name_of(code: bytes) -> str:
    """What people may call a codec, or its own letters, cleaned of what is not a letter."""
    letters = "".join(letter for letter in code.decode("ascii", "ignore") if letter.isalnum() or letter in "-_/.")
    return NAMES.get(code) or letters or "?"


def plays(entry: bytes) -> bool:
    """Whether browsers read what a sample entry describes (`entry`: a whole box of an MP4's `stsd`)."""
    kind = entry[4:8]
    if kind in (b"avc1", b"avc3"):
        return _after(entry, b"avcC", 1) in H264_PROFILES
    if kind == b"vp09":
        return _after(entry, b"vpcC", 4) == 0  # profile
    if kind == b"av01":
        profile = _after(entry, b"av1C", 1)
        return profile is not None and profile >> 5 == 0
    return kind in PLAYED_SOUNDS or (kind == b"mp4a" and _plays_mp4a(entry))


def _after(entry: bytes, kind: bytes, offset: int) -> int | None:
    """One byte of the content of a box in this entry."""
    at = entry.find(kind)
    place = at + 4 + offset
    return entry[place] if at >= 0 and place < len(entry) else None


def _plays_mp4a(entry: bytes) -> bool:
    """`mp4a` says nothing by itself: the object type of its decoder, then the kind of AAC, do."""
    at = entry.find(b"esds")
    if at < 0:
        return False
    descriptors = entry[at + 8 : at + 8 + 256]
    decoder, config = _descriptor(descriptors, 0x04), _descriptor(descriptors, 0x05)
    if not decoder or decoder[0] not in PLAYED_IN_MP4A:
        return False
    return decoder[0] != 0x40 or (bool(config) and config[0] >> 3 in AAC)


def _descriptor(content: bytes, tag: int) -> bytes:
    """The content of a descriptor (a tag, a length of one to four bytes): those of `esds` stand in each other."""
    at = 0
    own_fields = {0x03: 3, 0x04: 13}  # bytes before the descriptors inside
    while at < len(content):
        found, at = content[at], at + 1
        while at < len(content) and content[at] & 0x80:
            at += 1
        at += 1  # the last byte of the length
        if found == tag:
            return content[at:]
        if found not in own_fields:
            return b""
        flags = content[at + 2] if found == 0x03 and at + 2 < len(content) else 0
        at += own_fields[found] + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    return b""
