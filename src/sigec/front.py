"""What browsers and programs are served: REST, the live view beside it, and the web app."""

from functools import partial

from fastapi import FastAPI

from sigec.live.hub import Hub
from sigec.live.missed import Missed
from sigec.live.socket import Door, live_routes
from sigec.rest.app import API_PREFIX, create_api
from sigec.rest.auth import LIVE_COOKIE
from sigec.rest.security import socket_login, socket_token
from sigec.rest.services import Services
from sigec.web import web_routes


def open_api(services: Services, hub: Hub, missed: Missed) -> FastAPI:
    """Return the application that serves all of HTTP."""
    api = create_api(services)
    door = Door(
        admit=partial(socket_token, services),
        recognise=partial(socket_login, services),
        cookie=LIVE_COOKIE,
    )
    api.include_router(live_routes(hub, door, missed), prefix=API_PREFIX)
    api.router.routes.extend(web_routes())
    return api
