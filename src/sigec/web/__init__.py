"""Serves the built web application, under every address that is not the interface's."""

from sigec.web.routes import web_routes

__all__ = ["web_routes"]
