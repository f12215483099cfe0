"""Which names a piece of source binds and reads, found without running it."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "get_ipython", "display"}


@dataclass(frozen=True)
class Statement:
    """A top-level statement of a cell: where it stands and which global names it touches.

    Attributes:
        reads: global names it reads when it runs.
        later: global names that only the functions it defines read, when they are called.
        changes: names whose objects it changes in place (`x[0] = 1`, `x.append(1)`).
    """

    node: ast.stmt
    binds: frozenset[str]
    reads: frozenset[str]
    later: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()

    @property
    def first_line(self) -> int:
        decorators = getattr(self.node, "decorator_list", [])
        return min([self.node.lineno, *(d.lineno for d in decorators)])

    @property
    def lines(self) -> range:
        """The numbers of its lines, from 1."""
        return range(self.first_line, (self.node.end_lineno or self.first_line) + 1)

    @property
    def is_check(self) -> bool:
        """Whether the statement can test something: it is no import, definition or binding."""
        return isinstance(
            self.node,
            (ast.Assert, ast.Expr, ast.For, ast.While, ast.If, ast.With, ast.Try, ast.Match),
        )


def plain_python(source: str) -> str:
    """The source as Python: magics become calls, a leading ``%%magic`` becomes a comment.

    Raises:
        SyntaxError: if it cannot be transformed.
    """
    lines = source.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[start].startswith("%%"):
        lines[start] = "# " + lines[start]
    text = "\n".join(lines) + "\n"
    try:
        ast.parse(text)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager  # slow to import

        return TransformerManager().transform_cell(text)
    return text


def statements(source: str) -> list[Statement]:
    """The top-level statements of a cell, in order.

    Raises:
        SyntaxError: if the source is not Python.
    """
    return list(_statements(source))


@lru_cache(maxsize=1024)  # dividing and linting a notebook asks for its cells again and again
def _statements(source: str) -> tuple[Statement, ...]:
    return tuple(analyse(node) for node in ast.parse(plain_python(source)).body)


def statements_or_none(source: str) -> list[Statement]:
    """Like `statements`, but a cell that cannot be parsed has none."""
    try:
        return statements(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def analyse(node: ast.stmt) -> Statement:
    """The names that one top-level statement binds, reads and changes.

    A name that a loop, a `with` or a branch binds before it reads it is not read from outside.
    """
    branches = _branches(node)
    if branches is None:
        return _simple(node)
    parts = [[analyse(part) for part in branch] for branch in branches]
    header = parts[0]
    bound = frozenset().union(*(s.binds for s in header))
    reads: set[str] = set()
    later: set[str] = set()
    for branch in parts:
        seen = set() if branch is header else set(bound)
        for statement in branch:
            reads |= statement.reads - seen
            later |= statement.later - seen
            seen |= statement.binds
    every = [statement for branch in parts for statement in branch]
    binds = frozenset().union(*(s.binds for s in every))
    changes = frozenset().union(*(s.changes for s in every))
    return Statement(node, binds, frozenset(reads), frozenset(later - reads), changes & reads)


def _branches(node: ast.stmt) -> list[list[ast.stmt]] | None:
    """A compound statement as its header, written as plain statements, and its blocks."""
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [[_assign(node.target, node.iter)], node.body, node.orelse]
    if isinstance(node, (ast.While, ast.If)):
        return [[ast.Expr(node.test)], node.body, node.orelse]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        items = [(item.optional_vars, item.context_expr) for item in node.items]
        return [[_assign(v, e) if v is not None else ast.Expr(e) for v, e in items], node.body]
    if isinstance(node, (ast.Try, ast.TryStar)):
        handlers = [[*_caught(handler), *handler.body] for handler in node.handlers]
        return [[], [*node.body, *node.orelse], *handlers, node.finalbody]
    if isinstance(node, ast.Match):
        cases = [[*_captured(case), *case.body] for case in node.cases]
        return [[ast.Expr(node.subject)], *cases]
    return None


def _assign(target: ast.expr, value: ast.expr) -> ast.stmt:
    return ast.fix_missing_locations(ast.Assign([target], value))


def _caught(handler: ast.ExceptHandler) -> list[ast.stmt]:
    if handler.type is None:
        return []
    if handler.name is None:
        return [ast.Expr(handler.type)]
    return [_assign(ast.Name(handler.name, ast.Store()), handler.type)]


def _captured(case: ast.match_case) -> list[ast.stmt]:
    nothing = ast.Constant(None)
    names = [
        name
        for part in ast.walk(case.pattern)
        if (name := getattr(part, "name", None) or getattr(part, "rest", None))
    ]
    found = [_assign(ast.Name(name, ast.Store()), nothing) for name in names]
    values = [p.value for p in ast.walk(case.pattern) if isinstance(p, ast.MatchValue)]
    classes = [p.cls for p in ast.walk(case.pattern) if isinstance(p, ast.MatchClass)]
    guard = [case.guard] if case.guard is not None else []
    return [*found, *(ast.Expr(value) for value in (*values, *classes, *guard))]


def _simple(node: ast.stmt) -> Statement:
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    binds = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    reads = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    later: set[str] = set()
    for child in table.get_children():
        for symbol, deferred in _globals(child, deferred=False):
            name = symbol.get_name()
            if symbol.is_assigned() and symbol.is_declared_global():
                binds.add(name)
            elif symbol.is_referenced():
                (later if deferred else reads).add(name)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        reads.add(node.target.id)
    own = binds if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else set()
    return Statement(
        node,
        frozenset(binds),
        frozenset(reads - BUILTINS - own),
        frozenset(later - BUILTINS - own - reads),
        frozenset(_changed(node) & reads),
    )


def bound_names(source: str) -> frozenset[str]:
    """Names that the cell's top-level statements bind."""
    return frozenset().union(*(s.binds for s in statements_or_none(source)))


def free_names(source: str) -> frozenset[str]:
    """Names that the cell needs from outside: read before the cell itself binds them."""
    bound: set[str] = set()
    free: set[str] = set()
    deferred: set[str] = set()
    for statement in statements_or_none(source):
        free |= statement.reads - bound
        deferred |= statement.later
        bound |= statement.binds
    return frozenset(free | (deferred - bound))


def _globals(table: symtable.SymbolTable, deferred: bool) -> Iterator[tuple[symtable.Symbol, bool]]:
    """Global symbols of an inner scope; function bodies run later, comprehensions at once."""
    inner = table.get_name() in ("listcomp", "setcomp", "dictcomp", "genexpr")
    deferred = deferred or (table.get_type() == "function" and not inner)
    for symbol in table.get_symbols():
        if symbol.is_global():
            yield symbol, deferred
    for child in table.get_children():
        yield from _globals(child, deferred)


def _changed(node: ast.stmt) -> set[str]:
    changed: set[str] = set()
    for part in ast.walk(node):
        target: ast.AST | None = None
        if isinstance(part, (ast.Subscript, ast.Attribute)) and isinstance(
            part.ctx, (ast.Store, ast.Del)
        ):
            target = part
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            target = part.func
        while isinstance(target, (ast.Subscript, ast.Attribute)):
            target = target.value
        if isinstance(target, ast.Name):
            changed.add(target.id)
    return changed
