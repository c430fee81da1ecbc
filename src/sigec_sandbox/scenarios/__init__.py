"""Scenario files: who comes when with which car, and what goes wrong.

A scenario is a TOML file, given by path or, for those in `library/`, by name
(`condominium-evening`, `offline-night`, `busy-day`, `misbehaving`):

    name = "A quiet evening"
    description = "One line for people."
    starts = "18:00-03:00"       # optional; the last such time before now, else now
    lasts = "6h"                 # optional; simulated time, else until stopped
    unknown_cards = 0.05         # share of drivers whose card nobody knows

    [arrivals]                   # per connector; a span is one duration or "low-high"
    first = "0m-90m"
    pause = "1h-5h"

    [[cars]]
    name = "compact"
    battery_kwh = 44.9
    max_ac_kw = 7.4              # optional, like phases, max_dc_kw, taper_from_percent, …
    max_dc_kw = 60

    [[drivers]]
    share = 3                    # weight among the drivers
    cars = ["compact"]           # default: all
    tap = "after"                # before | after | remote
    stop = "card"                # card | unplug
    soc = "15-60"                # percent at arrival
    target = "80-100"            # percent at which the car stops
    stays = "10h"                # leaves at the latest after this
    lingers = "5m-3h"            # cable stays in after the car is full

    [[stations]]
    share = 2                    # weight among the stations
    version = "2.0.1"            # optional; overrides --version
    model = "Wallbox 22"
    outlets = 2                  # with phases, max_current_a, voltage_v, dc_max_kw
    sample_interval_s = 60       # with energy_unit, per_phase, transaction_data, …

    [[troubles]]                 # kinds: TroubleKind in fleet/troubles.py
    kind = "offline"
    at = "30m-2h"
    lasts = "20m"
    every = "4h"                 # optional: again and again
    share = 0.2                  # of the stations
    stations = "SIM-0*"          # only identities like this

Unknown keys are an error, so that a misspelt one is not silently ignored.
"""
