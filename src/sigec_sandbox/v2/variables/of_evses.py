"""The variables of an EVSE and its connector."""

from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.v2.messages import CONNECTOR, connector_status
from sigec_sandbox.v2.variables.variable import Variable


def of_evse(connector: Connector) -> list[Variable]:
    """Return the variables of an EVSE with one connector."""
    number, outlet = connector.number, connector.outlet
    return [
        Variable(
            "EVSE",
            "AvailabilityState",
            lambda _: connector_status(connector.state),
            kind="OptionList",
            evse=number,
        ),
        Variable("EVSE", "Available", lambda _: "true", kind="boolean", evse=number),
        Variable("EVSE", "Power", lambda _: str(outlet.power_w), kind="decimal", evse=number),
        Variable(
            "EVSE",
            "SupplyPhases",
            lambda _: str(outlet.spec.phases),
            kind="integer",
            evse=number,
        ),
        Variable(
            "Connector",
            "AvailabilityState",
            lambda _: connector_status(connector.state),
            kind="OptionList",
            evse=number,
            connector=CONNECTOR,
        ),
        Variable(
            "Connector",
            "ConnectorType",
            lambda _: "cCCS2" if outlet.spec.is_dc else "sType2",
            evse=number,
            connector=CONNECTOR,
        ),
        Variable(
            "ElectricalFeed",
            "EnergyImportRegister",
            lambda _: str(outlet.meter.register_wh),
            kind="decimal",
            evse=number,
        ),
    ]
