"""What people see: rendered here, with a little JavaScript of our own, nothing from elsewhere."""

from fastapi import FastAPI

from detector.serve.pages import home, static


def add_to(app: FastAPI) -> None:
    """Give the service its pages: those of the queue and of what was scored, if it has any."""
    static.add_to(app)
    home.add_to(app)
    if app.state.settings.browse:
        from detector.serve.pages import browse

        browse.add_to(app)
    if app.state.settings.review:
        from detector.serve.pages import learning, review

        review.add_to(app)
        learning.add_to(app)


async def stop(app: FastAPI) -> None:
    """End what the pages have begun."""
    if app.state.settings.browse:
        app.state.library.stop()
    if app.state.settings.review:
        await app.state.teaching.stop()
        app.state.store.close()
