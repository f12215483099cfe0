"""Submissions that attack whoever opens their page, or carry hidden inputs onto it."""

from __future__ import annotations

import base64
import io

from course_builder import NOTEBOOK
from hostile_rows import HONEST, Submission, row
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

TITLE = "owned"

#: Ways to run a script or to load something. BEACON is a URL that tells of every visit.
ATTACKS = (
    "<script>document.title='owned';fetch('BEACON1')</script>",
    "<script src=BEACON2></script>",
    "<img src=BEACON3 onerror=\"document.title='owned'\">",
    "<img src=x onerror=\"document.title='owned';new Image().src='BEACON4'\">",
    "![x](BEACON5)",
    "<svg onload=\"document.title='owned'\"><image href=BEACON6 /></svg>",
    "<iframe src=BEACON7></iframe>",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "<link rel=stylesheet href=BEACON8>",
    "<style>@import url(BEACON9); body { background: url(BEACON10) }</style>",
    '<p style="background: url(BEACON11)">x</p>',
    "<object data=BEACON12></object>",
    "<embed src=BEACON13>",
    "<video autoplay src=BEACON14 poster=BEACON15></video>",
    "<details open ontoggle=\"document.title='owned'\"><summary>x</summary>x</details>",
    "<input autofocus onfocus=\"document.title='owned'\">",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=BEACON16 '
    "onerror=document.title='owned'&gt;\">",
    '<meta http-equiv="refresh" content="0;url=BEACON17">',
    "$\\text{<img src=BEACON18 onerror=document.title='owned'>}$",
    "$\\href{javascript:document.title='owned'}{x}$",
    '<base href="BEACON19">',
    "</section></main></body></html><script>document.title='owned'</script>",
)


def attacks(beacon: str) -> list[str]:
    """The attacks, with a URL that tells of every visit."""
    return [attack.replace("BEACON", beacon) for attack in ATTACKS]


def picture() -> str:
    """A real picture, as a notebook holds it."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def attack(s: Submission, beacon: str) -> None:
    """Put every attack into every place that a page could take it from."""
    lines = attacks(beacon)
    everything = "\n\n".join(lines)
    s.answer(explain=everything)
    svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode()
    pasted = new_markdown_cell(
        "![plot](attachment:plot.png) ![svg](attachment:a.svg) ![false](attachment:b.png)"
    )
    pasted.attachments = {
        "plot.png": {"image/png": picture()},
        "a.svg": {"image/svg+xml": svg},
        "b.png": {"image/png": svg},
    }
    s.notebook.cells += [pasted, *(new_markdown_cell(line) for line in lines)]
    outputs = [
        new_output("display_data", {"text/html": everything, "text/plain": lines[0]}),
        new_output("display_data", {"application/javascript": "document.title='owned'"}),
        new_output("display_data", {"image/svg+xml": everything}),
        new_output("display_data", {"image/png": svg}),
        new_output("display_data", {"image/png": picture()}),
        new_output("stream", name="stdout", text=f"\x1b[31mcolourful\x1b[0m {lines[0]}"),
        new_output("error", ename=lines[0], evalue=lines[1], traceback=[everything]),
    ]
    s.cell("play").outputs = outputs
    s.cell("show").outputs = outputs[-1:]
    s.cell("test_double").outputs = outputs
    shows = (
        "from IPython.display import HTML, Javascript, display\n"
        f"display(HTML({everything!r}), Javascript({lines[0][8:-9]!r}))\n"
        f"print({everything!r})\n"
        f"raise type({lines[0]!r}, (Exception,), {{}})({everything!r})"
    )
    s.notebook.cells.append(new_code_cell(shows, outputs=outputs))
    s.notebook.metadata["title"] = everything
    (s.folder / "extra.html").write_text(everything)


@row(HONEST)
def page_of_scripts(s: Submission) -> None:
    attack(s, "http://127.0.0.1:9/")


@row(HONEST)
def notebook_with_a_page_beside_it(s: Submission) -> None:
    """A page of the student's own, under the name of the page to be made."""
    (s.folder / f"{NOTEBOOK}.html").write_text("<script>document.title='owned'</script>")


def inputs_printed_later(s: Submission) -> None:
    """The functions keep what hidden tests hand them; later cells show it.

    No row of the table: the graded notebook, which instructors see, holds the inputs.
    """
    s.answer(
        double="seen = []\n"
        "def double(x):\n"
        "    seen.extend(int(v) for v in x.flat)\n"
        "    return 2 * x",
        sum_squares="def sum_squares(numbers):\n"
        "    seen.extend(numbers)\n"
        "    return sum(n * n for n in numbers)",
    )
    s.last("print(seen)")
    s.last("seen")
    s.last("from IPython.display import HTML\nHTML(str(seen))")
    s.last("raise ValueError(seen)")
    s.last("raise type('E' + '_'.join(map(str, seen)), (Exception,), {})")
