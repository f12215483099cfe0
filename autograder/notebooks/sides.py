"""Which side a name lives on: the student's kernel or the examiner.

Decided from the recorded notebook alone, never from a submission. Names that solution cells bind
are the student's; so are those that instructor cells compute from a student's name, and functions
marked `@student_side`. Imports, functions and everything else are the examiner's.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.notebooks.cells import Cell
from autograder.notebooks.names import Statement, free_names, statements_or_none

STUDENT, EXAMINER = "student", "examiner"


@dataclass
class Sides:
    """What the examiner runs and fetches, by the index of the recorded cell.

    Attributes:
        examiner_source: source of instructor cells (or of their imports) that the examiner runs.
        fetches: names fetched from the student's kernel before the examiner runs a cell.
        solution_of: the solution cell that binds a student's name.
        harnesses: functions marked `@student_side`.
        owner: which side each name lives on after the last cell.
        mixed: instructor cells that read a student's name and also bind, without it, names that
            tests need: as the whole cell is the student's, these would be believed.
        unmarked: (cell, function, student's name) of functions that must say their side.
    """

    examiner_source: dict[int, str] = field(default_factory=dict)
    fetches: dict[int, frozenset[str]] = field(default_factory=dict)
    solution_of: dict[str, int] = field(default_factory=dict)
    harnesses: frozenset[str] = frozenset()
    owner: dict[str, str] = field(default_factory=dict)
    mixed: list[int] = field(default_factory=list)
    unmarked: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def fetched(self) -> frozenset[str]:
        """Every student's name that some cell of the examiner needs."""
        return frozenset().union(*self.fetches.values())


def sides(cells: Sequence[Cell], own_format: bool) -> Sides:
    """Decide for every name of a recorded notebook on which side it lives.

    Args:
        own_format: the notebook was written for this toolkit and linted. Otherwise instructor
            cells that read a student's name run in the examiner, which is the secure side.
    """
    return _Division(cells, own_format).divide()


class _Division:
    def __init__(self, cells: Sequence[Cell], own_format: bool) -> None:
        self.cells = cells
        self.own_format = own_format
        self.result = Sides()
        self.imported: set[str] = set()
        self.function_reads: dict[str, frozenset[str]] = {}
        self.bound_beside: dict[int, frozenset[str]] = {}
        self.candidates: dict[int, tuple[str, frozenset[str], frozenset[str]]] = {}

    def divide(self) -> Sides:
        for index, cell in enumerate(self.cells):
            if not cell.is_code:
                continue
            if cell.role in ("solution", "answer"):
                self.solution(index, cell)
            elif cell.role == "test":
                self.test(index, cell)
            else:
                self.instructor(index, cell)
        self.keep_what_tests_need()
        return self.result

    def own(self, names: frozenset[str] | set[str], side: str) -> None:
        for name in names:
            self.result.owner[name] = side

    def students(self, names: frozenset[str] | set[str]) -> frozenset[str]:
        return frozenset(n for n in names if self.result.owner.get(n) == STUDENT)

    def solution(self, index: int, cell: Cell) -> None:
        parts = statements_or_none(cell.source)
        imports = [s for s in parts if _is_import(s)]
        bound = frozenset().union(*(s.binds for s in parts if not _is_import(s))) | cell.reference
        self.own(bound, STUDENT)
        for name in bound:
            self.result.solution_of[name] = index
        self.imports(index, imports)

    def imports(self, index: int, imports: list[Statement]) -> None:
        if not imports:
            return
        bound = frozenset().union(*(s.binds for s in imports))
        self.imported |= bound
        self.own(bound, EXAMINER)
        self.candidates[index] = (_source(imports), bound, frozenset())

    def test(self, index: int, cell: Cell) -> None:
        parts = statements_or_none(cell.source)
        bound = frozenset().union(*(s.binds for s in parts))
        needed = self.through_functions(free_names(cell.source))
        unknown = frozenset(n for n in needed if n not in self.result.owner) - bound
        self.result.fetches[index] = self.students(needed) | unknown
        self.remember_functions(index, parts)
        self.own(bound, EXAMINER)

    def instructor(self, index: int, cell: Cell) -> None:
        parts = statements_or_none(cell.source)
        harnesses = [s for s in parts if _is_harness(s)]
        rest = [s for s in parts if not _is_harness(s)]
        marked = frozenset().union(*(s.binds for s in harnesses))
        self.result.harnesses |= marked
        self.own(marked, STUDENT)
        reads = self.students(frozenset().union(*(s.reads for s in rest)))
        if reads and self.own_format:
            self.student_sided(index, rest)
            return
        self.remember_functions(index, rest)
        imports = frozenset().union(*(s.binds for s in rest if _is_import(s)))
        self.imported |= imports
        bound = frozenset().union(*(s.binds for s in rest))
        changed = frozenset().union(*(s.changes for s in rest)) - self.imported
        self.own(bound, EXAMINER)
        source = _source(rest) if harnesses else cell.source
        needs = self.through_functions(free_names(source))
        self.candidates[index] = (source, bound | changed, needs)
        if not self.own_format:
            self.result.fetches[index] = self.students(needs)

    def student_sided(self, index: int, parts: list[Statement]) -> None:
        imports = [s for s in parts if _is_import(s)]
        others = [s for s in parts if not _is_import(s)]
        clean = (s.binds for s in others if not self.students(s.reads))
        self.bound_beside[index] = frozenset().union(*clean)
        self.own(frozenset().union(*(s.binds for s in others)), STUDENT)
        self.imports(index, imports)

    def remember_functions(self, index: int, parts: list[Statement]) -> None:
        for statement in parts:
            if isinstance(statement.node, (ast.FunctionDef, ast.ClassDef)):
                self.function_reads[statement.node.name] = statement.later
                for name in sorted(self.students(statement.later)):
                    self.result.unmarked.append((index, statement.node.name, name))

    def through_functions(self, names: frozenset[str]) -> frozenset[str]:
        """The names, and those that the examiner's own functions among them read when called."""
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if self.result.owner.get(name) == EXAMINER:
                waiting.extend(self.function_reads.get(name, ()))
        return frozenset(seen)

    def keep_what_tests_need(self) -> None:
        """Keep the instructor cells whose names some test needs: those that only show are not run.

        In a foreign course cells that bind nothing and read no student's name are kept too: they
        may set up something (a path, a seed).
        """
        needed: set[str] = set()
        for cell in self.cells:
            if cell.role == "test" and cell.is_code:
                needed |= self.through_functions(free_names(cell.source))
        self.result.mixed = [i for i, bound in self.bound_beside.items() if bound & needed]
        for index in sorted(self.candidates, reverse=True):
            source, bound, needs = self.candidates[index]
            silent = not self.own_format and not bound and not self.result.fetches.get(index)
            if bound & needed or silent or "import *" in source:
                needed |= needs
                self.result.examiner_source[index] = source
            else:
                self.result.fetches.pop(index, None)


def _is_import(statement: Statement) -> bool:
    return isinstance(statement.node, (ast.Import, ast.ImportFrom))


def _is_harness(statement: Statement) -> bool:
    decorators = getattr(statement.node, "decorator_list", [])
    return any(
        (isinstance(d, ast.Name) and d.id == "student_side")
        or (isinstance(d, ast.Attribute) and d.attr == "student_side")
        for d in decorators
    )


def _source(parts: list[Statement]) -> str:
    return "\n".join(ast.unparse(s.node) for s in parts) + "\n"
