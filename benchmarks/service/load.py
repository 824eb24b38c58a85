"""Asks a service as fast as it answers, or less often, with wrk."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from detector.errors import DetectorError

SCRIPT = Path(__file__).with_name("post.lua")
CONNECTIONS = 192
SETTLING = 1.0  # seconds, in which requests that an earlier wrk has left behind come to their end


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How many requests were answered in how many seconds, and how long each waited (seconds)."""

    requests: int
    seconds: float
    median: float
    p99: float

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return self.requests / self.seconds


def asked(address: str, bodies: Path, *, seconds: float, rate: float | None = None) -> Answered:
    """Post the lines of a file for some seconds; DetectorError if one was not answered well.

    With a `rate`, so many a second at the most: each connection rests before its next request, as
    long as all of them together take for that many.
    """
    program = shutil.which("wrk")
    if program is None:
        raise DetectorError("wrk is not installed: apt-get install wrk")
    command = [program, "--threads", "1", "--connections", str(CONNECTIONS)]
    command += ["--duration", f"{round(seconds)}s", "--timeout", "10s", "--script", str(SCRIPT)]
    pause = {"PAUSE": str(round(1000 * CONNECTIONS / rate))} if rate else {}
    environment = {**os.environ, "BODIES": str(bodies), **pause}
    time.sleep(SETTLING)
    done = subprocess.run([*command, address], capture_output=True, text=True, env=environment)
    if done.returncode:
        raise DetectorError(f"wrk could not ask {address}: {done.stderr or done.stdout}")
    return answered(done.stdout)


def answered(said: str) -> Answered:
    """Read what the script prints last; DetectorError if a request failed."""
    found = json.loads(said.strip().splitlines()[-1])
    if not found["requests"]:
        raise DetectorError("no request was answered: give it more --seconds")
    if found["failed"]:
        raise DetectorError(f"{found['failed']} of {found['requests']} requests failed")
    return Answered(
        requests=found["requests"],
        seconds=found["duration"] / 1e6,
        median=found["median"] / 1e6,
        p99=found["p99"] / 1e6,
    )
