"""What was found out about a machine or a course, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["good", "mind", "bad"]


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        verdict: "good"; "mind", which limits something; "bad", with which grading cannot work.
        found: what was found.
        remedy: what to do about it, "" if nothing.
    """

    subject: str
    verdict: Verdict
    found: str
    remedy: str = ""
