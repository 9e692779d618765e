"""Figures of one run: shown as a table, kept as JSON."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Figure:
    """One number that was seen. `budget`: what we want at most (or at least, where `at_least`); None: only told."""

    what: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "kept" if (self.value >= self.budget if self.at_least else self.value <= self.budget) else "MISSED"


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie; NaN of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def show(figures: list[Figure]) -> None:
    width = max((len(figure.what) for figure in figures), default=0)
    for figure in figures:
        budget = f"budget {figure.budget:g}" if figure.budget is not None else ""
        print(
            f"{figure.what:<{width}}  {figure.value:>12,.2f} {figure.unit:<12} {budget:<16} {figure.verdict}".rstrip()
        )


def keep(figures: list[Figure]) -> None:
    """Parts that were not run keep the figures of their last run."""
    old = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    new = {figure.what: {k: v for k, v in asdict(figure).items() if k != "at_least"} for figure in figures}
    rows = [row for row in old if row["what"] not in new] + list(new.values())
    RESULTS.write_text(json.dumps(sorted(rows, key=lambda row: row["what"]), indent=1) + "\n")
