"""The `.keras` archive of a model that nobody vouches for: three members, read with caps.

The archive's own directory is never believed: sizes are counted from the bytes that really come
out, and a directory that is not the short plain one which Keras writes is refused before a
library reads it.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any

from autograder.border.values import VALUE_BYTES, Refused

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
CAPS = {CONFIG: 2**20, METADATA: 64 * 2**10, WEIGHTS: VALUE_BYTES}
DIRECTORY_BYTES = 4096
_END = struct.Struct("<4sHHHHIIH")
_LOCATOR_BYTES = 20
_DIGITS = 18

_ADVICE = "return the model itself, which is then saved as Keras saves it"

#: Whatever zipfile raises for bytes that are no proper archive.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
)


def read_archive(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The architecture and the weights file of an archive.

    Returns:
        The parsed `config.json` and the bytes of `model.weights.h5`, neither checked further.

    Raises:
        Refused: for anything but a plain archive of the three members within their caps.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
            contents = {name: _content(archive, member) for name, member in members.items()}
    except _DAMAGE:
        raise Refused(f"the model's archive is damaged; {_ADVICE}") from None
    parse_json(contents[METADATA], "the model's metadata")
    return parse_json(contents[CONFIG], "the model's configuration"), contents[WEIGHTS]


def parse_json(text: bytes, what: str) -> dict[str, Any]:
    """A JSON object from untrusted bytes: no NaN, no key twice, no integer of many digits.

    Raises:
        Refused: if the text is anything else.
    """
    try:
        value = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_short_integer,
        )
    except RecursionError:
        raise Refused(f"{what} is nested too deeply; use fewer models inside models") from None
    except ValueError as error:
        reason = error.args[0] if type(error) is _Unreadable else "not JSON"
        raise Refused(f"{what} cannot be read ({reason}); {_ADVICE}") from None
    if not isinstance(value, dict):
        raise Refused(f"{what} cannot be read (not an object); {_ADVICE}")
    return value


class _Unreadable(ValueError):
    """JSON that Python would accept, but that no model of Keras contains."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Unreadable("a key is there twice")
    return members


def _no_constant(name: str) -> Any:
    raise _Unreadable(f"it contains {name}")


def _short_integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _Unreadable(f"an integer has more than {_DIGITS} digits")
    return int(digits)


def _check_directory(data: bytes) -> None:
    """Refuse an archive whose end is not that of a small archive without comment and zip64."""
    start = len(data) - _END.size
    if start < 0:
        raise Refused(f"the model's archive is damaged; {_ADVICE}")
    signature, disk, first_disk, here, members, size, offset, comment = _END.unpack(data[start:])
    if signature != b"PK\x05\x06" or comment or disk or first_disk or here != members:
        raise Refused(f"the model's archive is damaged; {_ADVICE}")
    if data[max(start - _LOCATOR_BYTES, 0) :].startswith(b"PK\x06\x07"):
        raise Refused(f"the model's archive is of the zip64 kind; {_ADVICE}")
    if members != len(CAPS):
        raise Refused(
            f"the model's archive has {members} members; expected {CONFIG}, {METADATA} and "
            f"{WEIGHTS} only: layers that keep files of their own, such as TextVectorization, "
            "cannot be handed over"
        )
    if size > DIRECTORY_BYTES or offset + size != start:
        raise Refused(f"the model's archive is damaged; {_ADVICE}")


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = {member.filename: member for member in archive.infolist()}
    if set(members) != set(CAPS):
        raise Refused(
            f"the model's archive has other members than {CONFIG}, {METADATA} and {WEIGHTS}, each "
            f"once; {_ADVICE}"
        )
    return members


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, at most its cap whatever the directory says."""
    cap = CAPS[member.filename]
    if member.flag_bits & 0x1:
        raise Refused(f"the model's archive is encrypted; {_ADVICE}")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"the model's archive is compressed in an unusual way; {_ADVICE}")
    with archive.open(member) as stream:
        content = stream.read(cap + 1)
        if len(content) > cap:
            raise Refused(
                f"the model's {member.filename} is too large: expected at most {cap >> 10} kB; "
                "use a smaller model"
            )
        stream.read(1)  # at the end of the member zipfile compares its checksum
    return content
