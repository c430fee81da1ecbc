"""What a campaign has done so far: kept in .data, so that it goes on where it stopped."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PATH = Path(os.environ.get("SIGEC_TEST_CAMPAIGN_RESULTS", ".data/campaign.json"))
WISHED = Counter({"kill-ocpp": 200})
WISHED_OF_EACH = 20


class Results:
    """The rounds by name; one that failed is tried again, and stays written down."""

    def __init__(self, path: Path = PATH) -> None:
        self._path = path
        self.rounds: dict[str, dict[str, Any]] = {}
        self.losses: list[dict[str, Any]] = []
        if path.exists():
            kept = json.loads(path.read_text())
            self.rounds, self.losses = kept["rounds"], kept["losses"]

    def passed(self, name: str, faults: Mapping[str, int], **facts: Any) -> None:
        """Write down a round in which nothing was lost and nothing doubled."""
        self.rounds[name] = {"faults": dict(faults), **facts}
        self._save()

    def failed(self, name: str, faults: Mapping[str, int], why: str) -> None:
        """Write down a round that failed, and how far it came."""
        self.losses.append({"round": name, "faults": dict(faults), "why": why[:500]})
        self._save()

    def counts(self) -> Mapping[str, int]:
        """Return how often each fault was caused in rounds that passed."""
        total: Counter[str] = Counter()
        for each in self.rounds.values():
            total.update(each["faults"])
        return total

    def table(self) -> str:
        """Return the counts as a table for docs/performance.md."""
        rows = [
            f"| {fault} | {count} | {WISHED[fault] or WISHED_OF_EACH} |"
            for fault, count in sorted(self.counts().items())
        ]
        charges = sum(each["charges"] for each in self.rounds.values())
        answers = sum(each["answers"] for each in self.rounds.values())
        said = f"{len(self.rounds)} rounds, {charges} charges, {answers} answers about them"
        return "\n".join(
            ["| fault | caused | wished |", "|---|---|---|", *rows, "", f"{said}; failed rounds:"]
            + [f"- {each['round']}: {each['why']}" for each in self.losses]
        )

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_suffix(".new")
        kept = {"rounds": self.rounds, "losses": self.losses, "counts": self.counts()}
        partial.write_text(json.dumps(kept, indent=1))
        partial.rename(self._path)


if __name__ == "__main__":
    print(Results().table())  # noqa: T201 - it is what the command is for
