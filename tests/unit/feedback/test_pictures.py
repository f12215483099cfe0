"""Only real PNG and JPEG files of a reasonable size become pictures of a page."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from PIL import Image

from autograder.feedback.pictures import data_url, from_url


def file(kind: str, size: tuple[int, int] = (3, 2)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "green").save(data, kind)
    return data.getvalue()


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    end = b"IDAT" + zlib.compress(b"")
    body = struct.pack(">I", len(end) - 4) + end + struct.pack(">I", zlib.crc32(end))
    return b"\x89PNG\r\n\x1a\n" + head + body


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_real_pictures_are_taken(kind: str) -> None:
    data = file(kind)
    mime = f"image/{kind.lower()}"
    wrapped = "\n".join(text(data)[i : i + 60] for i in range(0, len(text(data)), 60))
    assert data_url(mime, wrapped) == f"data:{mime};base64,{text(data)}"
    assert from_url(f"data:{mime};base64,{text(data)}") == f"data:{mime};base64,{text(data)}"


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("image/png", b"\x89PNG"),
        ("image/png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
        ("image/png", file("JPEG")),
        ("image/jpeg", file("PNG")),
        ("image/jpeg", b"\xff\xd8\xff\xe0"),
        ("image/png", file("GIF")),
        ("image/gif", file("GIF")),
        ("image/svg+xml", b"<svg/>"),
        ("text/html", b"<script>alert(1)</script>"),
        ("image/png", png_header(60_000, 10)),
        ("image/png", png_header(9_000, 9_000)),
        ("image/png", png_header(0, 5)),
        ("image/png", b""),
    ],
)
def test_anything_else_is_not(mime: str, data: bytes) -> None:
    assert data_url(mime, text(data)) == ""
    assert from_url(f"data:{mime};base64,{text(data)}") == ""


def test_the_header_alone_decides_the_size() -> None:
    assert data_url("image/png", text(png_header(500, 400)))


@pytest.mark.parametrize("given", ["", "?", 'aGk="><script>alert(1)</script>', "é", "YQ"])
def test_what_is_no_base64_is_not_taken(given: str) -> None:
    assert data_url("image/png", given) == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/a.png",
        "data:image/png,x",
        f"data:image/png;charset=utf-8;base64,{text(file('PNG'))}",
        f"data:image/svg+xml;base64,{text(file('PNG'))}",
        f"javascript:image/png;base64,{text(file('PNG'))}",
    ],
)
def test_other_urls_are_not_taken(url: str) -> None:
    assert from_url(url) == ""
