"""Processes that end, hang or flood, and the exchange folder taken apart."""

from __future__ import annotations

from hostile_rows import (
    HONEST,
    SQUARES,
    Submission,
    but,
    row,
)

# Processes and time -----------------------------------------------------------


@row(but("kernel_died", "test_middle", "test_counts", *SQUARES))
def exit_in_a_cell(s: Submission) -> None:
    s.answer(middle="import os\nos._exit(0)")


@row(but("kernel_died", *SQUARES))
def exit_in_a_function(s: Submission) -> None:
    s.answer(sum_squares="import os\ndef sum_squares(numbers):\n    os._exit(1)")


@row(but("failed", *SQUARES))
def sys_exit(s: Submission) -> None:
    s.answer(
        middle="import sys\nmiddle = 2.5\nsys.exit(0)",
        sum_squares="def sum_squares(numbers):\n    sys.exit(1)",
    )


@row({**HONEST, "test_counts": ("not_attempted", 0.0)})
def loop_in_a_cell(s: Submission) -> None:
    s.answer(counts="while True:\n    pass\ncounts = {'a': 3, 'b': 1}")


@row(but("timeout", *SQUARES))
def loop_in_a_function(s: Submission) -> None:
    s.answer(sum_squares="def sum_squares(numbers):\n    while True:\n        pass")


@row(but("timeout", "test_counts", *SQUARES))
def loop_that_swallows_interrupts(s: Submission) -> None:
    s.answer(
        counts="counts = {'a': 3, 'b': 1}\n"
        "def forever():\n    while True: sum(range(100))\n"
        "while True:\n    try: forever()\n    except BaseException: pass"
    )


@row(but("failed", *SQUARES))
def deep_recursion(s: Submission) -> None:
    s.answer(sum_squares="def sum_squares(numbers):\n    return sum_squares(numbers)")


@row(but("kernel_died", *SQUARES))
def segmentation_fault(s: Submission) -> None:
    s.answer(sum_squares="import ctypes\ndef sum_squares(numbers):\n    return ctypes.string_at(0)")


@row(HONEST)
def flood_in_one_print(s: Submission) -> None:
    s.after("middle", "print('x' * 200_000_000)")


@row(HONEST)
def flood_in_one_line(s: Submission) -> None:
    s.after("middle", "print('x' * 3_000_000, end='')")


@row(HONEST)
def flood_in_many_prints(s: Submission) -> None:
    s.after("middle", "line = 'x' * 2000\nfor _ in range(100_000): print(line)")


@row(HONEST)
def flood_in_a_function(s: Submission) -> None:
    s.answer(double="def double(x):\n    print('x' * 40_000_000)\n    return 2 * x")


@row(HONEST)
def warnings_on_stderr(s: Submission) -> None:
    s.answer(
        double="import sys, warnings\n"
        "def double(x):\n"
        "    warnings.warn('deprecated'); print('note', file=sys.stderr)\n"
        "    return 2 * x",
        middle="import sys\nprint('careful', file=sys.stderr)\nmiddle = 2.5",
    )


@row(HONEST)
def html_and_javascript(s: Submission) -> None:
    s.last(
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>')); display(Javascript('alert(2)'))\n"
        "display({'text/html': '<b>b</b>', 'image/svg+xml': '<svg/>', 'text/plain': 'b'}, raw=True)"
    )


# The exchange folder ----------------------------------------------------------

FIND_EXCHANGE = (
    "import os, shutil, sys, autograder.border.agent as agent\n"
    "def exchange():\n"
    "    frame = sys._getframe()\n"
    "    while 'folder' not in frame.f_locals: frame = frame.f_back\n"
    "    return frame.f_locals['folder']\n"
    "def spoil(make):\n"
    "    agent.os.replace = lambda *a: None\n"
    "    for n in range(1, 60):\n"
    "        try: make(os.path.join(exchange_folder, f'answer-{n}'))\n"
    "        except OSError: pass\n"
)


def _exchange_row(make: str) -> str:
    return (
        FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    global exchange_folder\n"
        "    exchange_folder = exchange()\n"
        f"    spoil({make})\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", *SQUARES))
def answers_are_folders(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("os.mkdir"))


@row(but("refused", *SQUARES))
def answers_are_fifos(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("os.mkfifo"))


@row(but("refused", *SQUARES))
def answers_are_links(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("lambda path: os.symlink('/etc/passwd', path)"))


@row({**but("refused", "test_squares"), **but("kernel_died", "test_pairs", base={})})
def exchange_folder_removed(s: Submission) -> None:
    s.answer(
        sum_squares=FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    shutil.rmtree(exchange())\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", *SQUARES))
def exchange_folder_replaced(s: Submission) -> None:
    s.answer(
        sum_squares=FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    folder = exchange()\n"
        "    os.rename(folder, folder + '-old'); os.mkdir(folder)\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", "test_middle", "test_counts", *SQUARES))
def answers_that_grow_in_memory(s: Submission) -> None:
    """A small message that would take 40 GB when it is read: one array, named 10,000 times."""
    s.after(
        "middle",
        "import json, struct, autograder.border.agent as agent\n"
        "def serve(folder, number):\n"
        "    again = ['l'] + [['a', '|u1', [4_000_000], 0]] * 10_000\n"
        "    tree = ['d', ['value', again]]\n"
        "    header = json.dumps({'tree': tree, 'blobs': [4_000_000]}).encode()\n"
        "    with open(f'{folder}/answer-{number}', 'wb') as file:\n"
        "        file.write(b'AGV1' + struct.pack('<I', len(header)) + header + bytes(4_000_000))\n"
        "agent.serve = serve",
    )
