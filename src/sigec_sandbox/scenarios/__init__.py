"""Scenario files: who comes when with which car, and what goes wrong.

A scenario is a TOML file, given by path or, for those in `library/`, by name
(`condominium-evening`, `offline-night`, `busy-day`, `demo`, `misbehaving`, `odd-firmwares`):

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
    version = "2.0.1"            # optional; overrides --version: 1.6 | 2.0.1 | 2.1 | any
    offers = ["2.1", "1.6"]      # optional; the subprotocols it proposes, [] for none at all
    model = "Wallbox 22"
    outlets = 2                  # with phases, max_current_a, voltage_v, dc_max_kw
    sample_interval_s = 60       # with energy_unit, per_phase, transaction_data, …
    faults = { transaction_id = 0 }   # optional; switches that are on from the beginning

    [[troubles]]
    kind = "offline"
    at = "30m-2h"
    lasts = "20m"
    every = "4h"                 # optional: again and again
    share = 0.2                  # of the stations
    stations = "SIM-0*"          # only identities like this

    [[troubles]]
    kind = "faults"              # switches that are on for a while
    at = "0m"
    lasts = "2h"
    faults = { stamps = "zoneless", quirks = ["numbers_as_text", "extra_fields"] }

Kinds of trouble, with what else they take:

    faults            faults: see below
    offline           the way to the central system is lost; queues fill
    half_open         the old connection stays open on the other side for `lasts`
    reconnect_loop    disconnects and comes back, `times` times
    reboot            power is lost for `lasts`, transactions end afterwards
    resumed_reboot    the same, but charging goes on
    reboot_loop       resumed reboots, `times` times
    extra_boot        a BootNotification more on the same connection
    version_switch    comes back with `versions`, most wanted first, after an exchange of firmware
    register_reset    a meter starts again at 0
    connector_fault   `error_code` for `lasts`
    garbage           frames that are none: no JSON, no array, unasked answers, unknown types
    chatter           a vendor's DataTransfer, a security event, an unknown action
    ghost_stop        StopTransaction for an id that never was (1.6)

Faults are the fields of `sigec_sandbox.stations.faults.Faults`, which says what each does:

    delivery     duplicates = "same_id" | "new_id", lost_answers = 2, resend, loses_starts,
                 loses_stops, starts_late, seq_gaps, out_of_order, samples_after_stop
    ids of 1.6   confirms_start = false (says -1), transaction_id = 0 (says it always),
                 samples_id = 7, unattached_samples (MeterValues without transactionId)
    meter        kwh_registers, no_meter_stop, frozen_meter, zero_meter_start
    time         clock_offset_s = -7200, clock_unset (1970),
                 stamps = "zoneless" | "hours_only" | "empty" | "local_as_utc" | "offset"
    payloads     quirks = [names of `sigec_sandbox.stations.quirks.Quirk`], for example
                 numbers_as_text, samples_as_numbers, extra_fields, nulls, empty_token
    messages     message_ids = "counter" | "number" | "long" | "same", speaks = "1.6" (whatever
                 was negotiated), waits_for_answers = false, answers_commands = false,
                 truncates_answers, disputes_answers
    handshake    manners = { leading_slashes = 2, trailing_slash = true, absolute_target = true,
                 connection_header = false, answers_pings = false }
    boot         boots = false, boots_twice, obeys_interval = false, restarts_on_configuration

Unknown keys are an error, so that a misspelt one is not silently ignored.
"""
