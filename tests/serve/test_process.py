"""The service as a process: it starts, serves many at once, and stops when all is answered."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.samples import GOOD, LOW, Invoke, environment

from .process import SECONDS, served

MANY = 40


def _score(address: str, text: str, times: int = 1) -> list[str]:
    body = json.dumps([{"text": text}] * times).encode()
    request = urllib.request.Request(
        f"{address}/v1/score", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return [each["detector"]["label"] for each in json.load(answer)]


@pytest.mark.parametrize("workers", ["0", "1"])
def test_what_was_accepted_is_answered(tmp_path: Path, model: Path, workers: str) -> None:
    """Ask many at once, stop the service in the middle, and count the answers."""
    with served(tmp_path, "--model", model, "--workers", workers) as service:
        assert _score(service.address, GOOD) == ["good"]
        with ThreadPoolExecutor(MANY) as pool:
            texts = [GOOD if number % 2 else LOW for number in range(MANY)]
            asked = [pool.submit(_score, service.address, text, 60) for text in texts]
            while not any(each.done() for each in asked):
                time.sleep(0.005)
            service.process.send_signal(signal.SIGTERM)
            found = [each.result() for each in asked if each.exception() is None]
        service.process.wait(SECONDS)
        refused = [each.exception() for each in asked if each.exception() is not None]
        for fault in refused:  # those that came too late were not let in at all
            assert isinstance(getattr(fault, "reason", fault), ConnectionError), fault
        assert found
        assert all(len(set(each)) == 1 and len(each) == 60 for each in found)
        assert service.process.returncode == 128 + signal.SIGTERM
        assert "Traceback" not in service.log.read_text()
        with pytest.raises(OSError):
            _score(service.address, GOOD)


def test_a_killed_service_leaves_nobody_behind(tmp_path: Path, model: Path) -> None:
    psutil = pytest.importorskip("psutil", reason="psutil finds the processes")
    with served(tmp_path, "--model", model, "--workers", "1") as service:
        assert _score(service.address, GOOD) == ["good"]
        children = psutil.Process(service.process.pid).children(recursive=True)
        assert children
        service.kill()
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive, alive


def test_a_killed_worker_is_replaced_and_its_work_done(tmp_path: Path, model: Path) -> None:
    psutil = pytest.importorskip("psutil", reason="psutil finds the processes")
    with served(tmp_path, "--model", model, "--workers", "1") as service:
        assert _score(service.address, GOOD) == ["good"]
        for child in psutil.Process(service.process.pid).children():
            child.kill()
        assert _score(service.address, GOOD) == ["good"]


def test_who_reads_slowly_is_sent_to_slowly(tmp_path: Path, model: Path) -> None:
    """Send without reading: the service must stop reading, too, and hold little."""
    line = json.dumps({"text": GOOD}).encode() + b"\n"
    size = 200_000_000
    with served(tmp_path, "--model", model, "--workers", "0") as service:
        host, port = service.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), 5) as connection:
            head = f"POST /v1/filter HTTP/1.1\r\nHost: {host}\r\nContent-Length: {size}\r\n\r\n"
            connection.sendall(head.encode())
            connection.settimeout(2)
            sent, block = 0, line * 200
            try:
                while sent < size:
                    sent += connection.send(block)
            except TimeoutError:
                pass
            assert 0 < sent < 50_000_000
            connection.settimeout(20)
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        assert _score(service.address, GOOD) == ["good"]


def test_somebody_elses_address_wants_a_token(invoke: Invoke) -> None:
    result = invoke("serve", "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "DETECTOR_TOKEN" in result.output
    assert "--no-auth" in result.output


def test_a_port_in_use_is_told_in_a_line(invoke: Invoke) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = invoke("serve", "--port", str(taken.getsockname()[1]), "--workers", "0")
    assert result.exit_code == 1
    assert "cannot listen at 127.0.0.1" in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_what_is_not_there_is_told(invoke: Invoke) -> None:
    result = invoke("serve", "--review", "none.sqlite", "--workers", "0")
    assert result.exit_code == 1
    assert "there is no store" in result.output


def test_without_the_extra_the_install_line_is_told(tmp_path: Path, model: Path) -> None:
    (tmp_path / "fastapi.py").write_text("raise ImportError(name='fastapi')\n")
    command = [sys.executable, "-m", "detector", "serve", "--model", str(model)]
    paths = {**environment(), "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"}
    done = subprocess.run(command, env=paths, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert "pip install 'article-detector[serve]'" in done.stderr


def test_two_signals_stop_it_at_once(tmp_path: Path, model: Path) -> None:
    with served(tmp_path, "--model", model, "--workers", "0") as service:
        host, port = service.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), 5) as connection:
            head = f"POST /v1/score HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\n"
            connection.sendall(head.encode())  # a request that never ends
            time.sleep(0.2)
            service.process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                service.process.wait(1)
            service.process.send_signal(signal.SIGTERM)
            service.process.wait(10)


def test_the_first_thread_of_all_is_free(tmp_path: Path, model: Path) -> None:
    """While articles are cleaned, which takes long, somebody else is answered at once."""
    with served(tmp_path, "--model", model, "--workers", "1") as service:
        body = json.dumps([{"text": GOOD * 400}] * 10).encode()
        slow = urllib.request.Request(
            f"{service.address}/v1/clean", body, {"Content-Type": "application/json"}
        )
        thread = threading.Thread(target=lambda: urllib.request.urlopen(slow, timeout=60).read())
        thread.start()
        time.sleep(0.1)
        waited = []
        while thread.is_alive():
            began = time.perf_counter()
            urllib.request.urlopen(f"{service.address}/healthz", timeout=SECONDS).read()
            waited.append(time.perf_counter() - began)
        assert len(waited) > 5
        assert sorted(waited)[len(waited) // 2] < 0.2
