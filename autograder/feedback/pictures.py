"""Pictures for a page: PNG and JPEG files that really are such files, as data URLs."""

from __future__ import annotations

import base64
import binascii
import io
import warnings

from PIL import Image

BYTES_EACH = 8 * 2**20
BYTES_A_PAGE = 32 * 2**20
SIDE = 10_000
PIXELS = 40_000_000

#: The bytes that such a file begins with, and what Pillow calls it.
_KINDS = {
    "image/png": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "image/jpeg": (b"\xff\xd8\xff", "JPEG"),
}


def data_url(kind: str, text: str) -> str:
    """The data URL of a picture; "" if it is no such picture, or too large to be shown.

    Only the picture's header is read. The URL is made from the decoded bytes: nothing of the given
    text stands in it.

    Args:
        kind: a MIME type, ``image/png`` or ``image/jpeg``.
        text: the file in base64.
    """
    if kind not in _KINDS or len(text) > 2 * BYTES_EACH:
        return ""
    magic, name = _KINDS[kind]
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not data.startswith(magic) or len(data) > BYTES_EACH:
        return ""
    width, height = _size(data, name)
    if not (0 < width <= SIDE and 0 < height <= SIDE and width * height <= PIXELS):
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def from_url(url: str) -> str:
    """A data URL that somebody wrote, made anew from its picture; "" for any other URL."""
    start, _, text = url.partition(",")
    kind = start.removeprefix("data:").removesuffix(";base64")
    return data_url(kind, text) if start == f"data:{kind};base64" else ""


def _size(data: bytes, name: str) -> tuple[int, int]:
    """Width and height in pixels; zeros if the header cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[name]) as picture:
                return picture.size
    except Exception:  # noqa: BLE001  whatever a hostile file makes of the reader
        return 0, 0
