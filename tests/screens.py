"""A real X server for tests that start the program as a person does."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

START_LIMIT = 20.0  # seconds; it takes a tenth of one


@contextmanager
def x_server(size: str = "1920x1080") -> Iterator[str]:
    """Runs Xvfb on a free display that it picks itself and yields its name (":1"). Ends it afterwards."""
    read, write = os.pipe()
    with tempfile.TemporaryFile() as said:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(command, pass_fds=(write,), stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                ready, _, _ = select.select([answer], [], [], START_LIMIT)
                number = answer.readline().strip() if ready else ""
            if not number:
                said.seek(0)
                raise RuntimeError(f"Xvfb did not start: {said.read().decode(errors='replace')}")
            yield f":{number}"
        finally:
            server.terminate()
            server.wait(START_LIMIT)
