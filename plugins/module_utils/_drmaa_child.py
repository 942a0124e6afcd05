# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Runs in a process of its own, since a DRMAA library that does not fit may crash or hang.

The process gets this file's text, and nothing else of the collection: it may run with the Python of
Galaxy's virtualenv, which has drmaa-python. It prints one line of JSON.
"""

from __future__ import annotations

import ctypes
import json
import sys
import typing as t

_LENGTH = 1024


def look(path: str) -> dict[str, t.Any]:
    """Return what the library at this path says of itself, or why it cannot be loaded."""
    try:
        # As drmaa-python 0.7.9 does in drmaa/wrappers.py. Slurm's plugins, which libslurm loads
        # when it is asked something, find its functions in no other way.
        library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
        return {
            "drm_system": _ask(library.drmaa_get_DRM_system),
            "implementation": _ask(library.drmaa_get_DRMAA_implementation),
            "libslurm": _loaded_libslurm(),
        }
    except (AttributeError, OSError) as error:
        return {"error": str(error)}


def _ask(function: t.Any) -> str:
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
    """Return the id of a new job. The template is JSON: attributes by drmaa-python's names."""
    import drmaa

    with drmaa.Session() as session:
        job = session.createJobTemplate()
        for name, value in json.loads(template).items():
            setattr(job, name, value)
        return str(session.runJob(job))


def state(job_id: str) -> str:
    """Return the state of a job in drmaa-python's word for it."""
    import drmaa

    with drmaa.Session() as session:
        return str(session.jobStatus(job_id))


def terminate(job_id: str) -> None:
    """Cancel a job."""
    import drmaa

    with drmaa.Session() as session:
        session.control(job_id, drmaa.JobControlAction.TERMINATE)


def main() -> None:
    """Do what the first argument says with the second one."""
    actions: dict[str, t.Callable[[str], t.Any]] = {
        "look": look,
        "submit": submit,
        "state": state,
        "terminate": terminate,
    }
    try:
        said = actions[sys.argv[1]](sys.argv[2])
        sys.stdout.write(f"{json.dumps(said)}\n")
    except Exception as error:  # for a person, who has no use for a traceback
        raise SystemExit(f"{type(error).__name__}: {error}") from None


if __name__ == "__main__":
    main()
