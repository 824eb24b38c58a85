"""What programs ask: score, clean, filter; and whether the service is well."""

from fastapi import FastAPI


def add_to(app: FastAPI) -> None:
    """Give the service its addresses for programs."""
