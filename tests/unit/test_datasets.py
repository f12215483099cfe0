"""The data: where it is looked for, who gets what, what is said.

Tests that ask for `mnist_file` need the real MNIST and are skipped unless AUTOGRADER_MNIST names
it. All others run anywhere, on scikit-learn's digits or on a tiny data set in MNIST's place.
"""

import hashlib
import importlib.util
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from autograder import datasets
from autograder.datasets import DatasetError, download, loading, npz

REAL = os.environ.get("AUTOGRADER_MNIST", "")
MEMBERS = ("x_train", "y_train", "x_test", "y_test")


def sha256(*arrays: np.ndarray) -> str:
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def nothing_to_be_found(monkeypatch, tmp_path):
    """Each test starts in a process that has loaded nothing, on a machine without MNIST."""
    for name in ("AUTOGRADER_MNIST", "AUTOGRADER_ROLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUTOGRADER_OFFLINE", "1")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(loading, "_BESIDE", tmp_path / "data" / "mnist.npz")
    monkeypatch.setattr(loading, "_told_in", None)
    loading._find.cache_clear()
    yield
    loading._find.cache_clear()


@pytest.fixture
def mnist_file(monkeypatch) -> Path:
    if REAL in ("", "digits"):
        pytest.skip("needs the real MNIST: set AUTOGRADER_MNIST to the path of mnist.npz")
    monkeypatch.setenv("AUTOGRADER_MNIST", REAL)
    return Path(REAL)


@pytest.fixture
def tiny(monkeypatch) -> dict[str, np.ndarray]:
    """Eight small images that pass for MNIST: six to train on (two to validate), two to test."""
    numbers = np.random.default_rng(0)
    arrays = {
        "x_train": numbers.integers(0, 256, (6, 28, 28)).astype(np.uint8),
        "y_train": np.arange(6, dtype=np.uint8),
        "x_test": numbers.integers(0, 256, (2, 28, 28)).astype(np.uint8),
        "y_test": np.arange(2, dtype=np.uint8),
    }
    known = {name: (array.shape, sha256(array)) for name, array in arrays.items()}
    monkeypatch.setattr(npz, "_ARRAYS", known)
    monkeypatch.setattr(npz, "_VALIDATION", 2)
    return arrays


def save(path: Path, arrays: dict[str, np.ndarray]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    return path


# MNIST itself


def test_mnist_is_the_first_55000_and_the_last_5000_training_images(mnist_file):
    (x, y), (x_val, y_val) = datasets.load_mnist()
    assert (x.shape, y.shape) == ((55000, 28, 28), (55000,))
    assert (x_val.shape, y_val.shape) == ((5000, 28, 28), (5000,))
    assert {a.dtype for a in (x, y, x_val, y_val)} == {np.dtype(np.uint8)}
    assert sha256(x, x_val) == "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757"
    pixels = np.concatenate([x, x_val]) / 255
    assert pixels.mean() == pytest.approx(0.1306604762738429)
    assert pixels.std() == pytest.approx(0.30810780385646264)
    assert datasets.mnist_source() == "mnist"


def test_numpy_reads_the_same_arrays(mnist_file, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ROLE", "examiner")
    (x, y), (x_val, y_val) = datasets.load_mnist()
    x_test, y_test = datasets.load_mnist_test()
    with np.load(mnist_file, allow_pickle=False) as oracle:
        np.testing.assert_array_equal(np.concatenate([x, x_val]), oracle["x_train"])
        np.testing.assert_array_equal(np.concatenate([y, y_val]), oracle["y_train"])
        np.testing.assert_array_equal(x_test, oracle["x_test"])
        np.testing.assert_array_equal(y_test, oracle["y_test"])


def test_the_training_copy_of_mnist_loads_and_holds_no_test_images(
    mnist_file, monkeypatch, tmp_path
):
    whole = datasets.load_mnist()
    copy = datasets.write_training_copy(tmp_path / "train.npz")
    monkeypatch.setenv("AUTOGRADER_MNIST", str(copy))
    for before, after in zip(whole, datasets.load_mnist(), strict=True):
        assert sha256(*before) == sha256(*after)
    with np.load(copy, allow_pickle=False) as members:
        assert sorted(members) == ["x_train", "y_train"]


def test_one_wrong_pixel_is_not_mnist(mnist_file, tmp_path):
    with np.load(mnist_file, allow_pickle=False) as members:
        arrays = dict(members)
    arrays["x_train"][31415, 14, 14] ^= 1
    np.savez(tmp_path / "mnist.npz", **arrays)
    with pytest.raises(DatasetError, match="expected x_train to be uint8"):
        npz.read_mnist(tmp_path / "mnist.npz")


# Where it is looked for


def test_the_places_are_tried_in_order(tiny, monkeypatch, tmp_path):
    places = [
        tmp_path / "named" / "my.npz",
        tmp_path / "data" / "mnist.npz",
        tmp_path / "keras" / "datasets" / "mnist.npz",
    ]
    for path in places:
        save(path, tiny)
    monkeypatch.setenv("AUTOGRADER_MNIST", str(places[0]))
    assert loading._data().origin == str(places[0])
    monkeypatch.delenv("AUTOGRADER_MNIST")
    assert loading._data().origin == str(places[1])
    places[1].unlink()
    loading._find.cache_clear()
    assert loading._data().origin == str(places[2])
    places[2].unlink()
    loading._find.cache_clear()
    assert datasets.mnist_source() == "digits"


def test_the_stand_in_can_be_asked_for_although_mnist_is_there(tiny, monkeypatch, tmp_path):
    save(tmp_path / "data" / "mnist.npz", tiny)
    monkeypatch.setenv("AUTOGRADER_MNIST", "digits")
    assert datasets.mnist_source() == "digits"


@pytest.mark.parametrize("place", ["data/mnist.npz", "keras/datasets/mnist.npz"])
def test_a_wrong_file_is_an_error_wherever_it_lies(place, tmp_path):
    path = save(tmp_path / place, {"x_train": np.zeros((2, 28, 28), np.uint8)})
    with pytest.raises(DatasetError) as caught:
        datasets.load_mnist()
    assert str(path) in str(caught.value)


def test_a_named_file_that_is_missing_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_MNIST", str(tmp_path / "absent.npz"))
    with pytest.raises(
        DatasetError, match=r"absent\.npz: expected .* received nothing at that path"
    ):
        datasets.load_mnist()


def test_an_unknown_home_folder_is_an_error_too(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_MNIST", "~nobody-of-this-name/mnist.npz")
    with pytest.raises(DatasetError, match="nothing at that path"):
        datasets.mnist_source()


def test_an_error_is_not_remembered(tiny, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_MNIST", str(tmp_path / "mnist.npz"))
    with pytest.raises(DatasetError):
        datasets.load_mnist()
    save(tmp_path / "mnist.npz", tiny)
    assert datasets.mnist_source() == "mnist"


def test_without_mnist_network_and_scikit_learn_the_error_names_the_ways_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(DatasetError) as caught:
        datasets.load_mnist()
    for way in ("AUTOGRADER_MNIST", "data/", "pip install scikit-learn", "received neither"):
        assert way in str(caught.value)


# Keras' download. Keras runs in a process of its own, so a stand-in for it is put on PYTHONPATH.


def fake_keras(monkeypatch, folder: Path, body: str) -> None:
    package = folder / "fake" / "keras" / "datasets"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "mnist.py").write_text(
        "import os, pathlib, shutil, time\n"
        "target = pathlib.Path(os.environ['KERAS_HOME'], 'datasets', 'mnist.npz')\n"
        "def load_data():\n"
        "    target.parent.mkdir()\n"
        f"    {body}\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder / "fake"))
    monkeypatch.delenv("AUTOGRADER_OFFLINE")


def test_a_download_lands_in_keras_cache(tiny, monkeypatch, tmp_path):
    source = save(tmp_path / "server" / "mnist.npz", tiny)
    fake_keras(monkeypatch, tmp_path, f"shutil.copy({str(source)!r}, target)")
    assert datasets.mnist_source() == "mnist"
    folder = tmp_path / "keras" / "datasets"
    assert loading._data().origin == str(folder / "mnist.npz")
    assert os.listdir(folder) == ["mnist.npz"]


@pytest.mark.parametrize(
    "body",
    [
        "raise OSError('no network')",
        "target.write_bytes(b'<html>please log in</html>')",
        "pass",
        "target.write_bytes(b'PK'); time.sleep(600)",
    ],
    ids=["fails", "wrong", "nothing", "hangs"],
)
def test_a_failed_download_leaves_nothing_and_the_stand_in_steps_in(
    body, monkeypatch, tmp_path, capfd
):
    fake_keras(monkeypatch, tmp_path, body)
    monkeypatch.setattr(download, "_SECONDS", 2)
    assert datasets.mnist_source() == "digits"
    assert "Keras could not download it" in datasets.notice()
    assert os.listdir(tmp_path / "keras" / "datasets") == []
    assert capfd.readouterr() == ("", "")


def test_keras_itself_without_a_network(monkeypatch, tmp_path, capfd):
    if importlib.util.find_spec("keras") is None:
        pytest.skip("needs Keras")
    monkeypatch.delenv("AUTOGRADER_OFFLINE")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert datasets.mnist_source() == "digits"
    assert os.listdir(tmp_path / "keras" / "datasets") == []
    assert capfd.readouterr() == ("", "")


def test_offline_means_that_no_download_is_tried(monkeypatch, tmp_path):
    fake_keras(monkeypatch, tmp_path, "raise OSError")
    monkeypatch.setenv("AUTOGRADER_OFFLINE", "1")
    assert "AUTOGRADER_OFFLINE=1 forbids the download" in datasets.notice()
    assert not (tmp_path / "keras").exists()


def test_a_cache_that_cannot_be_made_is_a_failed_download(monkeypatch, tmp_path):
    fake_keras(monkeypatch, tmp_path, "raise OSError")
    (tmp_path / "keras").write_text("a file where Keras wants its folder")
    assert datasets.mnist_source() == "digits"


# Who gets what


@pytest.mark.parametrize("role", [None, "", "student", "Examiner"])
def test_only_the_examiner_gets_the_test_images(role, monkeypatch):
    if role is not None:
        monkeypatch.setenv("AUTOGRADER_ROLE", role)
    with pytest.raises(DatasetError, match="expected AUTOGRADER_ROLE to be 'examiner', received"):
        datasets.load_mnist_test()


def test_a_training_copy_has_no_test_images_even_for_the_examiner(tiny, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_ROLE", "examiner")
    save(tmp_path / "data" / "mnist.npz", tiny)
    copy = datasets.write_training_copy(tmp_path / "train.npz")
    monkeypatch.setenv("AUTOGRADER_MNIST", str(copy))
    (x, _), (x_val, _) = datasets.load_mnist()
    assert sha256(x, x_val) == sha256(tiny["x_train"])
    with pytest.raises(DatasetError, match=r"train\.npz: expected x_test and y_test, received"):
        datasets.load_mnist_test()


def test_the_training_copy_is_readable_by_everybody_and_alone(tiny, tmp_path):
    save(tmp_path / "data" / "mnist.npz", tiny)
    (tmp_path / "run").mkdir()
    copy = datasets.write_training_copy(str(tmp_path / "run" / "train.npz"))
    once = copy.read_bytes()
    assert datasets.write_training_copy(copy).read_bytes() == once
    assert os.listdir(copy.parent) == ["train.npz"]
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o644


def test_the_training_copy_never_replaces_mnist(tiny, tmp_path):
    path = save(tmp_path / "data" / "mnist.npz", tiny)
    before = path.read_bytes()
    with pytest.raises(DatasetError, match="name another one"):
        datasets.write_training_copy(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("destination", ["absent/train.npz", "folder"])
def test_a_training_copy_that_cannot_be_written_is_one_sentence(destination, tiny, tmp_path):
    save(tmp_path / "data" / "mnist.npz", tiny)
    (tmp_path / "folder").mkdir()
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(DatasetError, match="expected a place to write"):
        datasets.write_training_copy(tmp_path / destination)
    assert sorted(os.listdir(tmp_path)) == before


def test_there_is_no_training_copy_of_the_stand_in(tmp_path):
    with pytest.raises(DatasetError, match="AUTOGRADER_MNIST=digits"):
        datasets.write_training_copy(tmp_path / "train.npz")
    assert os.listdir(tmp_path) == []


def test_callers_cannot_spoil_each_others_data(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ROLE", "examiner")
    everything = [*datasets.load_mnist(), datasets.load_mnist_test()]
    digests = [sha256(*pair) for pair in everything]
    for pair in everything:
        for array in pair:
            array[...] = 7
    again = [*datasets.load_mnist(), datasets.load_mnist_test()]
    assert [sha256(*pair) for pair in again] == digests


def test_a_file_is_read_once_in_a_process(tiny, monkeypatch, tmp_path):
    path = save(tmp_path / "mnist.npz", tiny)
    monkeypatch.setenv("AUTOGRADER_MNIST", str(path))
    first = datasets.load_mnist()
    path.unlink()
    second = datasets.load_mnist()
    assert [sha256(*pair) for pair in first] == [sha256(*pair) for pair in second]


# What counts as MNIST


@pytest.mark.parametrize("missing", MEMBERS)
def test_a_missing_member_is_named(missing, tiny, tmp_path):
    rest = {name: array for name, array in tiny.items() if name != missing}
    path = save(tmp_path / "mnist.npz", rest)
    with pytest.raises(DatasetError, match=f"expected a member {missing}.npy, received "):
        npz.read_mnist(path)


@pytest.mark.parametrize("changed", MEMBERS)
def test_a_changed_member_is_named(changed, tiny, tmp_path):
    other = tiny[changed].copy()
    other.flat[-1] ^= 1
    path = save(tmp_path / "mnist.npz", tiny | {changed: other})
    with pytest.raises(DatasetError, match=f"expected {changed} to be uint8"):
        npz.read_mnist(path)


def test_other_headers_and_packings_of_the_right_arrays_are_accepted(tiny, tmp_path):
    path = tmp_path / "mnist.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in tiny.items():
            stream = io.BytesIO()
            np.lib.format.write_array(stream, array, version=(2, 0))
            archive.writestr(f"{name}.npy", stream.getvalue())
    data = npz.read_mnist(path)
    np.testing.assert_array_equal(data.x, tiny["x_train"])
    np.testing.assert_array_equal(data.test[1], tiny["y_test"])


# What is said of the stand-in


def test_the_stand_in_is_announced_once_on_stdout(capfd):
    text = datasets.notice()
    assert capfd.readouterr() == ("", "")
    datasets.load_mnist()
    datasets.load_mnist()
    assert capfd.readouterr() == (text + "\n", "")
    assert text.startswith("NOTICE: this is not MNIST.")
    assert text.isprintable()


def test_mnist_needs_no_notice(tiny, monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("AUTOGRADER_MNIST", str(save(tmp_path / "mnist.npz", tiny)))
    datasets.load_mnist()
    assert datasets.notice() == ""
    assert capfd.readouterr() == ("", "")


def test_a_forked_child_announces_the_stand_in_again(monkeypatch):
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    monkeypatch.setenv("AUTOGRADER_MNIST", "digits")
    program = (
        "import os\n"
        "from autograder.datasets import load_mnist\n"
        "load_mnist(); child = os.fork(); load_mnist(); load_mnist()\n"
        "if child: os.waitpid(child, 0)\n"
    )
    done = run_python(program)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("NOTICE") == 2


def test_importing_the_data_imports_nothing_heavy():
    program = (
        "import sys, autograder.datasets\n"
        "print({'sklearn', 'scipy', 'keras', 'pandas', 'tensorflow'} & set(sys.modules))"
    )
    done = run_python(program)
    assert (done.returncode, done.stdout.strip()) == (0, "set()"), done.stderr
