"""A bundle in a student's hands: what is in it, what is not, and that one can work with it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from answers import ASSIGNMENTS, MARKS, ROOT, leaks, notebook_text, secret_regions
from click.testing import CliRunner
from course_builder import ASSIGNMENT, NOTEBOOK, build_course
from laptop import UNIX_ONLY, Laptop, set_up, unpack
from packaging.requirements import Requirement

from autograder.bundle.bundle import write_bundle
from autograder.bundle.package import WHEEL, modules
from autograder.cli import main
from autograder.course import Course, CourseError, open_course
from autograder.release import Released

DONE, LEFT = "07_conv_backprop", "meanpool_backward"  # it uses MNIST, and trains nothing


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "convnets.zip"
    write_bundle(open_course(ROOT), ASSIGNMENTS, path)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Another course: nbgrader's own names of folders, a support file, no requirements."""
    return build_course(tmp_path_factory.mktemp("small"))


def _files(data: bytes, within: str = "") -> Iterator[tuple[str, str]]:
    """Every file of a zip and of the zips in it, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if zipfile.is_zipfile(io.BytesIO(content)):
                yield from _files(content, f"{within}{name}!")
            else:
                yield f"{within}{name}", content.decode("utf-8")


@pytest.fixture(scope="module")
def texts(bundle: Path) -> dict[str, str]:
    """Every file in the bundle; of notebooks all texts in them, too."""
    found = dict(_files(bundle.read_bytes()))
    return found | {
        f"{name}, decoded": notebook_text(text)
        for name, text in found.items()
        if name.endswith(".ipynb")
    }


def test_what_was_released_stands_in_it_byte_by_byte(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    released = {
        f"convnets/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for path in (ROOT / "assignments").rglob("*.ipynb")
    }
    assert held.items() >= released.items()
    others = {"convnets/README.md", "convnets/requirements.txt", f"convnets/{WHEEL}"}
    assert held.keys() - released.keys() == others


def test_no_file_holds_a_solution_or_a_hidden_test(texts: dict[str, str]) -> None:
    secret = [region for assignment in ASSIGNMENTS for region in secret_regions(assignment)]
    for name, text in texts.items():
        assert leaks(secret, text) == [], name
        assert ".whl!" in name or not MARKS.search(text), name


def test_no_file_holds_a_misconception(texts: dict[str, str]) -> None:
    everything = "\n".join(texts.values())
    for path in (ROOT / "misconceptions").rglob("*.py"):
        assert path.stem not in everything
        _, sentence, code = path.read_text("utf-8").split('"""', 2)
        assert sentence.split("\n")[0] not in everything, path.name
        assert len(code) < 60 or code.strip() not in everything, path.name


def test_no_file_names_this_machine(bundle: Path, texts: dict[str, str]) -> None:
    places = {str(path) for path in (ROOT, Path.home(), Path(sys.prefix), bundle.parent)}
    for name, text in texts.items():
        assert [place for place in places if place in text] == [], name


def test_the_same_contents_give_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    write_bundle(open_course(ROOT), ASSIGNMENTS[::-1], tmp_path / bundle.name)
    assert (tmp_path / bundle.name).read_bytes() == bundle.read_bytes()


def test_the_cell_for_colab_finds_the_checks(bundle: Path, tmp_path: Path) -> None:
    """The README's own text, with Drive in a folder of ours."""
    drive = tmp_path / "drive"
    folder = unpack(bundle, drive)
    readme = (folder / "README.md").read_text("utf-8")
    (cell,) = re.findall(r"```python\n(import os\n.*?)```", readme, re.DOTALL)
    (check,) = re.findall(r"PYTHONPATH=(\S+)\n!python -m autograder check (\S+)\n", readme)
    here = [path.replace("/content/drive/MyDrive", str(drive)) for path in check]
    assert [path for path in here if not os.path.isfile(path)] == []
    code = (
        "import sys, types\nsys.modules['google.colab'] = types.ModuleType('colab')\n"
        + cell.replace("/content/drive/MyDrive", str(drive))
        + "import autograder.checks, autograder.datasets\nprint(autograder.checks.__file__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip().startswith(here[0]), done.stderr
    elsewhere = subprocess.run(
        [sys.executable, "-c", cell + "print(*sys.path)"], capture_output=True, text=True
    )
    assert ".whl" not in elsewhere.stdout
    assert elsewhere.returncode == 0


def test_nothing_in_it_needs_unix(bundle: Path, tmp_path: Path) -> None:
    """Every module of the wheel is imported without the modules that only Unix has."""
    wheel = unpack(bundle, tmp_path) / WHEEL
    code = (
        "import os, pathlib, subprocess, sys, tempfile, zipfile, asyncio, multiprocessing\n"
        f"for name in {UNIX_ONLY!r}:\n    sys.modules[name] = None\n"
        f"for name in {sorted(modules())!r}:\n    __import__(name)\n"
        "print(sys.modules['autograder'].__file__)\n"
        "print([n for n in ('keras', 'nbgrader', 'sklearn', 'tensorflow') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(wheel), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == [str(wheel / "autograder" / "__init__.py"), "[]"]


def test_another_course_and_some_of_its_assignments(small: Course, tmp_path: Path) -> None:
    shutil.copytree(small.release(ASSIGNMENT), small.release("a2"))
    path = tmp_path / "first week.zip"
    made = write_bundle(small, [ASSIGNMENT], path)
    assert (made.assignments, made.files, made.size) == (1, 2, path.stat().st_size)
    folder = unpack(path, tmp_path / "unpacked")
    assert folder.name == "small"
    held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    notebook = f"assignments/{ASSIGNMENT}/{NOTEBOOK}.ipynb"
    helper = f"assignments/{ASSIGNMENT}/helpers.py"
    assert held == {"README.md", "requirements.txt", WHEEL, notebook, helper}
    readme = (folder / "README.md").read_text("utf-8")
    assert f"- `{notebook}`: Arrays\n" in readme
    assert f"autograder check {notebook}\n" in readme
    assert "/content/drive/MyDrive/first week.zip" in readme
    assert "convnets" not in readme
    required = (folder / "requirements.txt").read_text("utf-8")
    assert "nbclient>=" in required
    assert "tensorflow" not in required


def test_students_may_have_what_the_course_was_tested_with(bundle: Path, tmp_path: Path) -> None:
    pinned = {}
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate():
                pinned[pin.name] = str(pin.specifier).removeprefix("==")
    required = (unpack(bundle, tmp_path) / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [Requirement(line) for line in required if line and not line.startswith("#")]
    here = [need for need in wanted if need.marker is None or need.marker.evaluate()]
    assert {"keras", "nbclient", "jupyterlab"} <= {need.name for need in here}
    assert [str(need) for need in here if pinned[need.name] not in need.specifier] == []


def _unrelease(folder: Path) -> None:
    shutil.rmtree(folder)


def _link(folder: Path) -> None:
    (folder / "data.csv").symlink_to("/etc/passwd")


def _leave_an_answer(folder: Path) -> None:
    (folder / "helpers.py").write_text("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n")


def _name_for_unix(folder: Path) -> None:
    (folder / "a:b.txt").write_text("")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_unrelease, "is not released: expected the student version"),
        (_link, "received a link"),
        (_leave_an_answer, "received “BEGIN SOLUTION” in helpers.py"),
        (_name_for_unix, "received `a:b.txt`"),
    ],
)
def test_what_cannot_be_bundled_leaves_the_old_bundle(
    small: Course, tmp_path: Path, change, words: str
) -> None:
    shutil.copytree(small.root, tmp_path / "course")
    course = open_course(tmp_path / "course")
    change(course.release(ASSIGNMENT))
    path = tmp_path / "old.zip"
    path.write_bytes(b"old")
    with pytest.raises(CourseError, match=re.escape(words)):
        write_bundle(course, [ASSIGNMENT], path)
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "old.zip"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--bundle", ASSIGNMENT], "put the names of assignments before --bundle"),
        (["--bundle", "no/such/folder/b.zip"], "in a folder that exists"),
        (["nothing", "--bundle"], "No bundle was written: nothing not released"),
    ],
)
def test_the_command_says_what_was_wrong(small: Course, arguments, words: str) -> None:
    result = CliRunner().invoke(main, ["release", "--course", str(small.root), *arguments])
    assert result.exit_code in (1, 2)
    assert words in result.output
    assert "Traceback" not in result.output
    assert list(small.root.glob("*.zip")) == []


def test_the_command_writes_it_and_says_what_is_in_it(
    small: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release itself, which runs the reference, is tested elsewhere."""
    monkeypatch.setattr(
        "autograder.release.release", lambda course, name, say: Released(name, False, (1, 2), "")
    )
    shutil.copytree(small.root, tmp_path / "course")
    arguments = ["release", "--course", str(tmp_path / "course"), ASSIGNMENT, "--bundle"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    path = tmp_path / "course" / "small.zip"
    size = f"{path.stat().st_size / 1e6:.2f} MB"
    said = f"bundle: {path}, {size}: 1 assignment in 2 files, the package to check them with"
    assert said in result.output


@pytest.fixture(scope="module")
def laptop(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return set_up(bundle, tmp_path_factory.mktemp("laptop"))


def _do(path: Path, assignment: str, left: str = "") -> None:
    """Write the reference's answers into the student's notebook, and nothing else.

    Args:
        left: the cell that stays as it was released.
    """
    source = next((ROOT / "solutions" / assignment).glob("*.ipynb"))
    answers = {cell.id: cell.source for cell in nbformat.read(source, as_version=4).cells}
    released = next((ROOT / "assignments" / assignment).glob("*.ipynb"))
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.id != left:
            cell.source = answers[cell.id]
    nbformat.write(notebook, path)


_EXECUTE = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
"""


@pytest.mark.slow
def test_the_package_is_the_bundles_own(laptop: Laptop) -> None:
    done = laptop.run("-c", "import autograder; print(autograder.__file__)")
    place = Path(done.stdout.strip())
    assert place.is_relative_to(laptop.folder)
    with zipfile.ZipFile(laptop.folder / WHEEL) as wheel:
        for name in wheel.namelist():
            if name.startswith("autograder/"):
                assert (place.parents[1] / name).read_bytes() == wheel.read(name)
    assert "check" in laptop.run("-m", "autograder", "--help").stdout
    assert (laptop.python.parent / "autograder").is_file()


@pytest.mark.slow
def test_an_assignment_is_done_there_without_a_network(laptop: Laptop) -> None:
    path = next((laptop.folder / "assignments" / DONE).glob("*.ipynb"))
    _do(path, DONE)
    executed = laptop.run("-c", _EXECUTE, path)  # load_mnist tries to download, and cannot
    assert executed.returncode == 0, executed.stderr
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert "NOTICE: this is not MNIST" in "".join(o.get("text", "") for o in outputs)
    tests = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("points")]
    assert [cell.outputs for cell in tests if cell.cell_type == "code" and cell.outputs] == []

    _do(path, DONE, left=LEFT)
    old = {"PYTHONIOENCODING": "ascii", "AUTOGRADER_OFFLINE": "1"}  # as Windows writes files
    checked = laptop.run("-m", "autograder", "check", path, **old)
    rows = re.findall(r"^\| (\S+) +\| (\w[\w ]*?) +\|", checked.stdout, re.MULTILINE)
    states = dict(rows[1:])
    assert states.pop(LEFT) == "not attempted", checked.stdout + checked.stderr
    assert set(states.values()) == {"correct"}, checked.stdout
    assert f"{len(states)} of {len(states) + 1} exercises pass" in checked.stdout
    assert checked.returncode == 1
