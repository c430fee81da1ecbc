"""List the stations and the latest charges by gRPC, then follow what happens.

    pip install grpcio grpcio-tools
    python -m grpc_tools.protoc -I proto --python_out=. --grpc_python_out=. proto/sigec/v1/*.proto
    SIGEC_API_KEY=sgk_… python grpc_client.py localhost:50051 [--follow]

The key needs the scopes read:stations and read:sessions.
"""

import os
import sys

import grpc
from sigec.v1 import events_pb2, sessions_pb2, stations_pb2
from sigec.v1.events_pb2_grpc import EventsStub
from sigec.v1.sessions_pb2_grpc import SessionsStub
from sigec.v1.stations_pb2_grpc import StationsStub

DEADLINE_S = 10


def all_stations(channel, metadata):
    """Go through the pages."""
    stub, cursor = StationsStub(channel), ""
    while True:
        request = stations_pb2.ListStationsRequest(limit=200, cursor=cursor)
        page = stub.ListStations(request, metadata=metadata, timeout=DEADLINE_S)
        yield from page.stations
        cursor = page.next_cursor
        if not cursor:
            return


def follow(channel, metadata):
    """Follow events, and go on where the stream was cut off."""
    last = None
    while True:
        request = events_pb2.FollowRequest(topics=["sessions"], after=last)
        try:
            for event in EventsStub(channel).Follow(request, metadata=metadata):
                print(event.json)
                last = event.id or last
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.UNAVAILABLE:
                raise


def main():
    """Show what there is; with --follow, what happens too."""
    metadata = (("x-api-key", os.environ["SIGEC_API_KEY"]),)
    with grpc.insecure_channel(sys.argv[1]) as channel:
        for station in all_stations(channel, metadata):
            print(station.name, "online" if station.online else "offline")
        request = sessions_pb2.ListSessionsRequest(limit=10)
        page = SessionsStub(channel).ListSessions(request, metadata=metadata, timeout=DEADLINE_S)
        for session in page.sessions:
            energy = session.energy_wh if session.HasField("energy_wh") else None
            print(session.started_at.ToJsonString(), session.status, energy, "Wh")
        if "--follow" in sys.argv:
            follow(channel, metadata)


if __name__ == "__main__":
    main()
