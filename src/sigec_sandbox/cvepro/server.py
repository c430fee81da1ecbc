"""The cloud on a port of this machine, in the process of whoever wants one."""

from starlette.applications import Starlette

from sigec_sandbox.cvepro.api import api_routes
from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.control import control_routes
from sigec_sandbox.cvepro.stomp import stomp_routes
from sigec_sandbox.listening import Listening


def asgi(cloud: Cloud) -> Starlette:
    """Return the cloud as an application, for clients that need no socket."""
    return Starlette(routes=[*api_routes(cloud), *control_routes(cloud), *stomp_routes(cloud)])


class CvePro(Listening):
    """A cloud that listens, for as long as the context lasts: ``async with CvePro(cloud) as …``."""

    def __init__(self, cloud: Cloud, *, port: int = 0, host: str = "127.0.0.1") -> None:
        """Prepare; port 0 is whichever is free."""
        super().__init__(asgi(cloud), port=port, host=host)
        self.cloud = cloud
