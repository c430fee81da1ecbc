"""Simulated charging stations, cars and drivers: a counterpart of any OCPP central system.

The sandbox imports nothing of the platform. A test drives one station by hand, every timestamp
and register exact:

    async with Station16(url, "CP-1", password="…", clock=ScriptClock(noon)) as station:
        await station.plug()
        await station.tap("04A1B2C3")
        await station.charge(wh=5_000, minutes=45)
        await station.stop()
        station.answers.last("StartTransaction").answer

A demo lets hundreds of them live on their own: see `run_fleet` and the files in `scenarios`.
"""

from sigec_sandbox.clocks import Clock, PacedClock, ScriptClock, VirtualClock
from sigec_sandbox.errors import (
    AnswerUnusable,
    CallRefused,
    CentralSystemSilent,
    HandshakeRefused,
    LineLost,
    NoRoomForStations,
    SandboxError,
    ScenarioInvalid,
)
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.cars import Car, CarModel
from sigec_sandbox.physics.outlets import OutletSpec
from sigec_sandbox.simulate import SimulateOptions, run_fleet, simulate
from sigec_sandbox.stations.faults import Faults, Repeat
from sigec_sandbox.stations.replies import SILENCE, Refusal
from sigec_sandbox.stations.spec import StartPoint, StationSpec, StopPoint, outlets
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.versions import Polyglot, Station16, Station21, Station201

__all__ = [
    "SILENCE",
    "AnswerUnusable",
    "CallRefused",
    "Car",
    "CarModel",
    "CentralSystemSilent",
    "Clock",
    "Faults",
    "HandshakeRefused",
    "LineLost",
    "Metering",
    "NoRoomForStations",
    "OutletSpec",
    "PacedClock",
    "Polyglot",
    "Refusal",
    "Repeat",
    "SandboxError",
    "ScenarioInvalid",
    "ScriptClock",
    "SimulateOptions",
    "StartPoint",
    "Station",
    "Station16",
    "Station21",
    "Station201",
    "StationSpec",
    "StopPoint",
    "Token",
    "VirtualClock",
    "outlets",
    "run_fleet",
    "simulate",
]
