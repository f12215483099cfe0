"""The reader of weights files against files that h5py writes, plain, crafted and damaged."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable

import h5py
import numpy as np
import pytest

from autograder.border.model_hdf5 import WeightsFile
from autograder.border.models import model_from_bytes
from autograder.border.values import Refused

from .model_files import archive, weights

F4 = np.dtype("<f4")
RNG = np.random.default_rng(5)


@pytest.mark.parametrize(
    "dtype", ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
)
@pytest.mark.parametrize("shape", [(), (1,), (3, 4), (2, 1, 3, 2)])
def test_numbers_come_back(dtype: str, shape: tuple[int, ...]):
    values = (RNG.random(shape) * 100).astype(dtype)
    file = WeightsFile(weights(lambda group: group.create_dataset("0", data=values)))
    got = file.array("layers/dense/vars/0", shape, values.dtype)
    assert got.dtype == values.dtype and np.array_equal(got, values)


def test_large_groups_come_back():
    """Enough entries for a tree of several levels, with attributes as Keras writes them."""
    out = io.BytesIO()
    with h5py.File(out, "w") as source:
        for number in range(1500):
            group = source.create_group(f"layers/dense_{number}/vars")
            group.attrs["name"] = "x" * 90
            group["0"] = np.full(3, number, dtype="f4")
    file = WeightsFile(out.getvalue())
    assert len(file.names("layers")) == 1500
    for number in (0, 1, 77, 1499):
        got = file.array(f"layers/dense_{number}/vars/0", (3,), F4)
        assert got.tolist() == [number] * 3


def test_a_path_that_is_not_there_is_no_group():
    assert WeightsFile(weights()).names("layers/other/vars") == set()


def _elsewhere(group: h5py.Group) -> None:
    group.file["other"] = np.zeros((4, 2), dtype="f4")
    group["0"] = h5py.SoftLink("/other")


def _virtual(group: h5py.Group) -> None:
    layout = h5py.VirtualLayout(shape=(4, 2), dtype="f4")
    layout[:] = h5py.VirtualSource("/etc/passwd", "x", shape=(4, 2))
    group.create_virtual_dataset("0", layout)


def _compact(group: h5py.Group) -> None:
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((4, 2))
    h5py.h5d.create(group.id, b"0", h5py.h5t.IEEE_F32LE, space, properties)


def _dataset(**options: object) -> Callable[[h5py.Group], object]:
    options = {"shape": (4, 2), "dtype": "f4", **options}
    return lambda group: group.create_dataset("0", **options)


def _committed(group: h5py.Group) -> None:
    group.file["kind"] = np.dtype("f4")
    group.create_dataset("0", (4, 2), dtype=group.file["kind"], data=np.zeros((4, 2)))


ZEROS = np.zeros((4, 2), dtype="f4")
FILES: dict[str, tuple[Callable[[h5py.Group], object], str]] = {
    "a soft link": (_elsewhere, "a link in place of a dataset"),
    "an external link": (
        lambda group: group.__setitem__("0", h5py.ExternalLink("/etc/passwd", "/x")),
        "not as Keras writes it",
    ),
    "an external file": (
        _dataset(external=[("/etc/passwd", 0, 32)]),
        "compressed, linked or otherwise unusual",
    ),
    "a virtual dataset": (_virtual, "not as Keras writes it"),
    "compressed": (_dataset(compression="gzip", data=ZEROS), "compressed, linked"),
    "a checksum": (_dataset(fletcher32=True, data=ZEROS), "compressed, linked"),
    "in chunks": (_dataset(chunks=(2, 2), data=ZEROS), "not stored in one piece"),
    "resizable": (_dataset(maxshape=(None, 2), data=ZEROS), "not stored in one piece"),
    "inside its header": (_compact, "not stored in one piece"),
    "never written, one value for all": (_dataset(fillvalue=3.0), "an address beyond its end"),
    "a shape bomb": (_dataset(shape=(2**20, 2**20), chunks=(2**10, 2**10)), "expected float32"),
    "a shape beyond 64 bits": (
        _dataset(shape=(2**31, 2**31, 2**31), chunks=(1, 1, 1)),
        "expected float32 of shape",
    ),
    "another shape": (_dataset(shape=(2, 4), data=ZEROS.reshape(2, 4)), "of shape (2, 4)"),
    "another dtype": (_dataset(dtype="f8", data=ZEROS), "are float64 of shape"),
    "big endian": (_dataset(dtype=">f4", data=ZEROS), "not plain numbers"),
    "complex": (_dataset(dtype="c8"), "not plain numbers"),
    "booleans": (_dataset(dtype="?"), "not plain numbers"),
    "text": (_dataset(dtype=h5py.string_dtype()), "not plain numbers"),
    "rows of different length": (_dataset(dtype=h5py.vlen_dtype("f4")), "not plain numbers"),
    "references": (_dataset(dtype=h5py.ref_dtype), "not plain numbers"),
    "records": (_dataset(dtype=[("a", "f4")]), "not plain numbers"),
    "opaque bytes": (_dataset(dtype="V4"), "not plain numbers"),
    "no values": (lambda g: g.create_dataset("0", data=h5py.Empty("f4")), "unusual shape"),
    "a named type": (_committed, "compressed, linked or otherwise unusual"),
    "a group": (lambda group: group.create_group("0"), "is no dataset"),
}


@pytest.mark.parametrize("name", FILES)
def test_file_is_refused(name: str):
    write, reason = FILES[name]
    data = weights(lambda group: (write(group), group.__setitem__("1", np.ones(2, dtype="f4"))))
    with pytest.raises(Refused) as refusal:
        model_from_bytes(archive(data=data))
    assert reason in str(refusal.value)


def test_newer_form_is_refused():
    with pytest.raises(Refused, match="another version of HDF5"):
        WeightsFile(weights(libver="latest"))


def test_user_block_is_refused():
    with pytest.raises(Refused, match="no HDF5 file"):
        WeightsFile(weights(userblock_size=512))


def test_truncated_and_foreign_files_are_refused():
    data = weights()
    for cut in (0, 7, 8, 60, 95, len(data) // 2, len(data) - 1):
        with pytest.raises(Refused):
            WeightsFile(data[:cut]).array("layers/dense/vars/0", (4, 2), F4)


def test_tree_that_points_to_itself_is_refused():
    data = bytearray(weights())
    root = struct.unpack_from("<Q", data, 80)[0]  # the root group's tree
    assert data[root : root + 4] == b"TREE"
    data[root + 5] = 3  # a level above the leaves
    struct.pack_into("<Q", data, root + 32, root)
    with pytest.raises(Refused, match="damaged group"):
        WeightsFile(bytes(data)).names("layers")


def test_header_that_continues_in_itself_is_refused():
    data = bytearray(weights())
    header = struct.unpack_from("<Q", data, 64)[0]
    struct.pack_into("<HHI", data, header + 16, 16, 16, 0)
    struct.pack_into("<QQ", data, header + 24, header + 16, 24)
    with pytest.raises(Refused, match="oversized header"):
        WeightsFile(bytes(data)).names("layers")


def test_missing_and_additional_weights_are_refused():
    for names in (("0",), ("0", "1", "2"), ()):
        data = weights(
            lambda group, names=names: [group.create_dataset(n, data=1.0) for n in names]
        )
        with pytest.raises(Refused, match=f"has 2 weights, but {len(names)} came with it"):
            model_from_bytes(archive(data=data))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite_are_refused(value: float):
    def write(group: h5py.Group) -> None:
        group["0"] = np.full((4, 2), value, dtype="f4")
        group["1"] = np.ones(2, dtype="f4")

    with pytest.raises(Refused, match="`dense` are not finite .* training has diverged"):
        model_from_bytes(archive(data=weights(write)))


def test_damaged_bytes_are_refused_or_read():
    """Whatever the bytes are, the reader ends with numbers or with a refusal."""
    honest = weights()
    used = [place for place, byte in enumerate(honest) if byte]
    read = 0
    for seed in range(3000):
        chance = random.Random(seed)
        data = bytearray(honest)
        for _ in range(chance.randint(1, 4)):
            place = chance.choice(used) + chance.choice((0, 0, 1, 2))
            data[min(place, len(data) - 1)] = chance.choice((0, 1, 2, 127, 128, 255))
        try:
            file = WeightsFile(bytes(data))
            assert file.array("layers/dense/vars/0", (4, 2), F4).shape == (4, 2)
            read += 1
        except Refused:
            continue
    assert 100 < read < 2900
