"""What people see: rendered here, with a little JavaScript of our own, nothing from elsewhere."""

from fastapi import FastAPI

from detector.serve.pages import home, static


def add_to(app: FastAPI) -> None:
    """Give the service its pages."""
    static.add_to(app)
    home.add_to(app)
