# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Calls a DRMAA library in a separate process, because an incompatible one may crash or hang.

The process gets only the text of this file, so that it can run with the Python of Galaxy's
virtualenv, which has drmaa-python. It prints one line of JSON.
"""

from __future__ import annotations

import ctypes
import json
import sys
import typing as t

_LENGTH = 1024


def inspect_library(path: str) -> dict[str, t.Any]:
    """Return the properties of the library at this path, or the error that prevents loading it."""
    try:
        # As drmaa-python 0.7.9 does in drmaa/wrappers.py. libslurm loads Slurm's plugins later, and
        # they can resolve its symbols only if they are global.
        library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
        return {
            "drm_system": _call(library.drmaa_get_DRM_system),
            "implementation": _call(library.drmaa_get_DRMAA_implementation),
            "libslurm": _loaded_libslurm(),
        }
    except (AttributeError, OSError) as error:
        return {"error": str(error)}


def _call(function: t.Any) -> str:
    answer, diagnosis = (ctypes.create_string_buffer(_LENGTH) for _buffer in range(2))
    length = ctypes.c_size_t(_LENGTH)
    if function(answer, length, diagnosis, length):
        raise OSError(diagnosis.value.decode(errors="replace"))
    return answer.value.decode(errors="replace")


def _loaded_libslurm() -> str | None:
    with open("/proc/self/maps", encoding="utf-8") as file:
        paths = [line.split(maxsplit=5)[-1].strip() for line in file]
    return next((path for path in paths if "/libslurm.so" in path), None)


def submit(template: str) -> str:
    """Submit a job and return its ID. The template is JSON with drmaa-python's attributes."""
    import drmaa

    with drmaa.Session() as session:
        job = session.createJobTemplate()
        for name, value in json.loads(template).items():
            setattr(job, name, value)
        return str(session.runJob(job))


def state(job_id: str) -> str:
    """Return drmaa-python's state of a job."""
    import drmaa

    with drmaa.Session() as session:
        return str(session.jobStatus(job_id))


def terminate(job_id: str) -> None:
    """Cancel a job."""
    import drmaa

    with drmaa.Session() as session:
        session.control(job_id, drmaa.JobControlAction.TERMINATE)


def main() -> None:
    """Run the action in the first argument with the second argument."""
    actions: dict[str, t.Callable[[str], t.Any]] = {
        "inspect_library": inspect_library,
        "submit": submit,
        "state": state,
        "terminate": terminate,
    }
    try:
        result = actions[sys.argv[1]](sys.argv[2])
        sys.stdout.write(f"{json.dumps(result)}\n")
    except Exception as error:  # shown to users, who have no use for a traceback
        raise SystemExit(f"{type(error).__name__}: {error}") from None


if __name__ == "__main__":
    main()
