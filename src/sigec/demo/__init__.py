"""The platform with two invented condominiums whose simulated stations charge."""

from sigec.demo.run import run

__all__ = ["run"]
