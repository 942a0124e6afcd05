# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Galaxy's job files API, from which Pulsar fetches files.

    galaxy_files.py DIRECTORY PORT      serve the files below DIRECTORY to this host

Based on Galaxy 26.1, galaxy/webapps/galaxy/services/jobs.py and api/job_files.py: GET sends the
file of 'path', POST writes the only file of a form to it. Job keys are not checked.
Appends the path of each received file to 'received' in DIRECTORY.
"""

from __future__ import annotations

import shutil
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PART = 1 << 20


class Files(BaseHTTPRequestHandler):
    """Sends and receives files."""

    root: Path

    def requested_path(self) -> Path | None:
        """Return the requested path, None if it is not below the root."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        path = Path(query["path"][0]).resolve()
        return path if self.root in path.parents else None

    def do_GET(self) -> None:
        """Send a file."""
        path = self.requested_path()
        if path is None or not path.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()
        with path.open("rb") as file:
            shutil.copyfileobj(file, self.wfile, PART)

    def do_POST(self) -> None:
        """Receive a file, the only part of a form, between headers and a last line of known length."""
        path = self.requested_path()
        if path is None:
            self.send_error(403)
            return
        left = int(self.headers["Content-Length"])
        boundary = self.headers.get_param("boundary") or ""
        for line in self.rfile:
            left -= len(line)
            if line == b"\r\n":
                break
        left -= len(f"\r\n--{boundary}--\r\n")
        with path.open("wb") as file:
            while left:
                part = self.rfile.read(min(left, PART))
                left -= len(part)
                file.write(part)
        with (self.root / "received").open("a") as file:
            file.write(f"{path}\n")
        self.send_response(204)
        self.end_headers()
        self.close_connection = True


def main(directory: str, port: str) -> None:
    """Serve until stopped."""
    Files.root = Path(directory).resolve()
    ThreadingHTTPServer(("127.0.0.1", int(port)), Files).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
