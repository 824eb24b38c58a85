"""The inputs that fuzzing keeps: one archive a target, the same bytes for the same inputs.

They grew out of the examples of the traits and of small files that the writers made; nothing in
them was written by strangers.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from detector.traits import TRAITS

FOLDER = Path(__file__).parent / "corpus"
EPOCH = (2020, 1, 1, 0, 0, 0)  # of every file in an archive, so that it only depends on the inputs
LONGEST = 4096  # bytes of an input


def kept(target: str) -> list[bytes]:
    """Return the inputs that are kept for a target."""
    path = FOLDER / f"{target}.zip"
    if not path.is_file():
        return []
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in sorted(archive.namelist())]


def keep(target: str, inputs: Iterable[bytes]) -> Path:
    """Write the inputs of a target, each under its digest."""
    path = FOLDER / f"{target}.zip"
    path.parent.mkdir(exist_ok=True)
    named = {hashlib.sha256(each).hexdigest()[:16]: each for each in inputs}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(named):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), named[name], zipfile.ZIP_DEFLATED)
    return path


def seeds(target: str) -> list[bytes]:
    """Return what a target's first run starts from."""
    texts = [each.text for trait in TRAITS for each in trait.flags]
    texts += [text for trait in TRAITS for text in trait.passes]
    if target in ("lexer", "traits", "clean"):
        return [b"\x80" + text.encode("utf-8", "surrogatepass") for text in texts]
    if target == "readers":
        record = {"id": "1", "url": "http://example.org/a", "text": "The ferry stopped."}
        lines = json.dumps(record).encode()
        warc = (
            b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 18\r\n\r\nThe ferry stopped.\r\n"
        )
        page = b"<html><title>A</title><body><p>The ferry stopped.</p></body></html>"
        contents = [lines + b"\n" + lines, b"[" + lines + b"," + lines + b"]", page, warc * 2]
        contents += [b'id,text\n1,"The ferry, stopped."\n', b"id\ttext\n1\tThe ferry stopped.\n"]
        return [bytes([suffix]) + content for suffix in range(14) for content in contents]
    return [bytes([file]) + bytes(range(8)) for file in range(8)]


def dictionary() -> str:
    """Return words that the traits and readers look for, as libFuzzer wants them."""
    words = {each for trait in TRAITS for example in trait.flags for each in example.spans}
    words |= {
        '{"text":',
        "WARC/1.0",
        "Content-Length: ",
        "PAR1",
        "\u200b",
        "&#x63;",
        "```",
        "|---|",
    }
    short = sorted(word.encode("utf-8", "surrogatepass") for word in words)
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in short if len(word) < 60)
    return "".join(f'"{word}"\n' for word in escaped)
