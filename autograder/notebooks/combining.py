"""Two mistakes in one solution: the wrong definitions that have both."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from autograder.notebooks.misconceptions import Misconception, replaced
from autograder.notebooks.names import analyse

_TOKEN = re.compile(r"\s+|\w+|.")


def with_both(
    solutions: Mapping[int, str], one: Misconception, other: Misconception
) -> dict[int, str] | None:
    """The solution cells that two mistakes change, with both in them.

    Where both replace the same definition, their differences from the right one are merged.

    Args:
        solutions: the source of every solution cell by its number.

    Returns:
        The changed cells by their number; None if both change the same place.
    """
    if not one.binds & other.binds:
        changed = with_mistake(solutions, one)
        return {**changed, **with_mistake({**solutions, **changed}, other)}
    code = _merged(_definitions(solutions.values()), one, other)
    if code is None:
        return None
    both = Misconception(f"{one.name}+{other.name}", one.exercise, "", (), "", code)
    return with_mistake(solutions, both)


def with_mistake(solutions: Mapping[int, str], mistake: Misconception) -> dict[int, str]:
    """The solution cell that a mistake changes, with the mistake in it, by its number.

    Raises:
        CourseError: if no solution cell binds what the mistake replaces.
    """
    return dict([replaced(list(solutions.items()), mistake)])


def _definitions(sources: Iterable[str]) -> dict[frozenset[str], str]:
    """Every top-level statement by the names that it binds; what the stub left is taken out."""
    return {names: text for source in sources for names, text in _bare_definitions(source)}


@lru_cache(1000)
def _bare_definitions(source: str) -> list[tuple[frozenset[str], str]]:
    found = []
    for node in ast.parse(source).body:
        bare = None if isinstance(node, (ast.Import, ast.ImportFrom)) else _Bare().visit(node)
        if bare is not None:
            found.append((analyse(node).binds, ast.unparse(bare)))
    return found


class _Bare(ast.NodeTransformer):
    """Takes docstrings and `out = ...` out."""

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | None:
        return None if isinstance(node.value, ast.Constant) else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | None:
        left_over = isinstance(node.value, ast.Constant) and node.value.value is ...
        return None if left_over else node


def _merged(
    right: Mapping[frozenset[str], str], one: Misconception, other: Misconception
) -> str | None:
    first, second = _definitions([one.code]), _definitions([other.code])
    parts = []
    for names in [*first, *(n for n in second if n not in first)]:
        if names not in first or names not in second:
            parts.append(first.get(names) or second[names])
            continue
        if names not in right:
            return None
        text = merge(right[names], first[names], second[names])
        if text is None or text in (first[names], second[names]):
            return None
        parts.append(text)
    code = "\n".join(parts) + "\n"
    try:
        ast.parse(code)
    except SyntaxError:
        return None
    return code


def merge(base: str, one: str, other: str) -> str | None:
    """The text that differs from `base` in both ways; None if the two touch the same place."""
    tokens = [token for line in _lines(base) for token in _TOKEN.findall(line)]
    edits = sorted({*_edits(base, one), *_edits(base, other)})
    for (_, end, _), (start, stop, _) in zip(edits, edits[1:], strict=False):
        if start < end or start == stop == end:
            return None
    for start, end, text in reversed(edits):
        tokens[start:end] = text
    return "".join(tokens)


def _edits(base: str, changed: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """What to replace among the tokens of `base`, from where to where, to make `changed` of it."""
    before = [_TOKEN.findall(line) for line in _lines(base)]
    after = [_TOKEN.findall(line) for line in _lines(changed)]
    begins = list(accumulate((len(line) for line in before), initial=0))
    for tag, a, b, c, d in _differences(_lines(base), _lines(changed)):
        if tag == "replace" and b - a == d - c:
            for line, new in zip(range(a, b), after[c:d], strict=True):
                for _, i, j, k, m in _differences(before[line], new):
                    yield begins[line] + i, begins[line] + j, tuple(new[k:m])
        else:
            yield begins[a], begins[b], tuple(token for line in after[c:d] for token in line)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.splitlines()]


def _differences(one: list[str], other: list[str]) -> list[tuple[str, int, int, int, int]]:
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [code for code in codes if code[0] != "equal"]
