"""What an application shows, computed as it does (RFC 6238): no part of the site is asked."""

import base64
import hashlib
import hmac
import struct
import time


def shown_by(secret: str, *, steps: int = 0) -> str:
    """The six digits that the application shows now, or some half minutes away."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
