"""From measurements to what people read: medians in tables, and everything as JSON."""

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fleet import Tally


@dataclass(frozen=True, slots=True)
class Load:
    """One run under load.

    ``answering_us`` is the server's processor time per message while it answered; ``whole_us``
    adds what was still to be read from the journal and priced when the load ended.
    """

    target: str
    version: str
    mode: str
    messages: int
    per_second: float
    p50_ms: float
    p99_ms: float
    answering_us: float
    whole_us: float

    @classmethod
    def of(
        cls,
        target: str,
        version: str,
        mode: str,
        tally: Tally,
        took_s: float,
        answering_s: float,
        whole_s: float,
    ) -> "Load":
        messages = len(tally.latencies_s)
        return cls(
            target=target,
            version=version,
            mode=mode,
            messages=messages,
            per_second=messages / took_s,
            p50_ms=tally.percentile_ms(50),
            p99_ms=tally.percentile_ms(99),
            answering_us=answering_s / messages * 1e6,
            whole_us=whole_s / messages * 1e6,
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What an idle station costs its server."""

    target: str
    stations: int
    kib_per_station: float


@dataclass(slots=True)
class Results:
    """Everything that was measured on one machine."""

    machine: str
    load: list[Load] = field(default_factory=list)
    codec: dict[str, float] = field(default_factory=dict)
    memory: list[Memory] = field(default_factory=list)


def machine() -> str:
    """Name the machine, for numbers mean nothing without it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.processor()
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def table(results: Results) -> str:
    """Return the medians as Markdown tables."""
    parts = [results.machine]
    if results.load:
        header = "| server | OCPP | mode | msg/s | p50 ms | p99 ms | µs answering | µs whole |"
        parts.append(_table(header, map(_load_cells, _medians(results.load))))
    if results.codec:
        cells = ((name, f"{us:.1f}") for name, us in results.codec.items())
        parts.append(_table("| message and steps | µs |", cells))
    if results.memory:
        rows = (
            (each.target, f"{each.stations:,}", f"{each.kib_per_station:.1f}")
            for each in results.memory
        )
        parts.append(_table("| server | idle stations | KiB each |", rows))
    return "\n\n".join(parts)


def as_json(results: Results) -> dict[str, Any]:
    """Return every single measurement, not only the medians."""
    return asdict(results)


def _medians(loads: Sequence[Load]) -> Iterable[Load]:
    """Return one run per server, version and mode, each of its figures a median."""
    runs: dict[tuple[str, str, str], list[Load]] = {}
    for load in loads:
        runs.setdefault((load.target, load.version, load.mode), []).append(load)
    for (target, version, mode), same in runs.items():

        def middle(read: Callable[[Load], float], same: Sequence[Load] = same) -> float:
            return median(map(read, same))

        yield Load(
            target=target,
            version=version,
            mode=mode,
            messages=round(middle(lambda load: load.messages)),
            per_second=middle(lambda load: load.per_second),
            p50_ms=middle(lambda load: load.p50_ms),
            p99_ms=middle(lambda load: load.p99_ms),
            answering_us=middle(lambda load: load.answering_us),
            whole_us=middle(lambda load: load.whole_us),
        )


def _load_cells(load: Load) -> Sequence[str]:
    return (
        load.target,
        load.version,
        load.mode,
        f"{load.per_second:,.0f}",
        f"{load.p50_ms:.1f}",
        f"{load.p99_ms:.1f}",
        f"{load.answering_us:.0f}",
        f"{load.whole_us:.0f}",
    )


def _table(header: str, rows: Iterable[Sequence[str]]) -> str:
    rule = "|" + "---|" * (header.count("|") - 1)
    return "\n".join([header, rule, *(f"| {' | '.join(row)} |" for row in rows)])
