"""A service that takes the same bodies and does nothing with them: what FastAPI alone costs."""

from fastapi import FastAPI
from pydantic import BaseModel


class Article(BaseModel):
    """What is posted."""

    text: str
    id: str | None = None
    url: str | None = None
    host: str | None = None
    title: str | None = None


app = FastAPI()


@app.post("/v1/score")
async def score(article: Article) -> dict[str, str]:  # noqa: ARG001
    """Answer nothing."""
    return {}
