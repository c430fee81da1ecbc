"""The figures that benchmarks print."""

from benchmarks.fleet import Tally
from benchmarks.report import Load, Results, as_json, table


def _load(p99_ms: float, *, version: str = "1.6") -> Load:
    return Load(
        target="sqlite",
        version=version,
        mode="burst",
        messages=1_000,
        per_second=1_234.5,
        p50_ms=1.0,
        p99_ms=p99_ms,
        answering_us=80.0,
        whole_us=120.0,
    )


def test_a_table_shows_the_median_of_each_kind_of_run() -> None:
    loads = [_load(9), _load(1_000), _load(7), _load(3, version="2.0.1")]
    printed = table(Results(machine="here", load=loads))
    assert "| sqlite | 1.6 | burst | 1,234 | 1.0 | 9.0 | 80 | 120 |" in printed
    assert "| sqlite | 2.0.1 | burst | 1,234 | 1.0 | 3.0 | 80 | 120 |" in printed


def test_every_run_is_written_down() -> None:
    loads = [_load(9), _load(1_000)]
    written = as_json(Results(machine="here", load=loads))
    assert [run["p99_ms"] for run in written["load"]] == [9, 1_000]


def test_percentiles_count_every_answer() -> None:
    tally = Tally()
    tally.latencies_s.extend(number / 1_000 for number in range(1, 101))
    assert round(tally.percentile_ms(50)) == 51
    assert round(tally.percentile_ms(99)) == 100
    assert round(tally.percentile_ms(100)) == 100
