# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the part of Galaxy that a Pulsar behind a message queue fetches files from.

    galaxy_files.py DIRECTORY PORT      serve the files below DIRECTORY to this host

Galaxy 26.1, galaxy/webapps/galaxy/services/jobs.py and api/job_files.py: GET sends the file of
'path', POST writes the one file of a form there. Keys of jobs are not asked for.
Each file that comes is told in a line of 'received' in DIRECTORY.
"""

from __future__ import annotations

import shutil
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PART = 1 << 20


class Files(BaseHTTPRequestHandler):
    """Sends and takes files."""

    root: Path

    def wanted(self) -> Path | None:
        """Return the file that a call is about, None when it is not below the root."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        path = Path(query["path"][0]).resolve()
        return path if self.root in path.parents else None

    def do_GET(self) -> None:
        """Send a file."""
        path = self.wanted()
        if path is None or not path.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()
        with path.open("rb") as file:
            shutil.copyfileobj(file, self.wfile, PART)

    def do_POST(self) -> None:
        """Take a file: the one part of a form, between a head and a last line of known length."""
        path = self.wanted()
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
