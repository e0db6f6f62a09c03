"""What a confined worker may read: Python's library, entry by entry, and what that needs. Far side.

`site-packages`, where suites lie, is inside the library's folder, and Landlock
cannot take back what it gave: so each entry beside it is given by itself. That
is long. The launcher takes the long list upon itself once, `in_detail`; a
worker adds the short list `roughly`, and is left with what is in both.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from hackney_challenges.isolation.landlock import READ, READ_DIR, READ_FILE, USE, Rule

_OTHERS_PACKAGES = frozenset({"site-packages", "dist-packages"})
_SHARED_LIBRARIES = ("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64")
_NEEDED = (
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/mime.types",
    "/usr/lib/locale",
    "/usr/share/terminfo",
    "/lib/terminfo",
    "/etc/terminfo",
    "/usr/share/tcltk",
    "/usr/lib/ssl/openssl.cnf",
    "/etc/ssl/openssl.cnf",
    "/etc/pki/tls/openssl.cnf",
    "/sys/devices/system/cpu/online",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def in_detail() -> list[Rule]:
    """All that may be read, and nothing else."""
    rules = list(_everywhere())
    for folder in _library_folders():
        # Its names may be read: Python looks for a module by listing the folder.
        rules.append(Rule(folder, READ_DIR))
        rules += [Rule(path, READ) for path in _entries(folder) if Path(path).name not in _OTHERS_PACKAGES]
    for folder in _places_of_shared_libraries():
        rules += [Rule(path, READ_FILE) for path in _entries(folder) if ".so" in path]
    return rules


def roughly() -> list[Rule]:
    """The folders that all of that is in."""
    folders = [*_library_folders(), *_places_of_shared_libraries()]
    return [*_everywhere(), *(Rule(folder, READ) for folder in folders)]


def _library_folders() -> list[str]:
    """Where Python's own library is. This Python was started with `-S`: nothing else is on its path."""
    return [os.path.realpath(place) for place in sys.path if Path(place).is_dir()]


def _places_of_shared_libraries() -> list[str]:
    folders = [os.path.realpath(place) for place in _SHARED_LIBRARIES]
    # Debian has a folder for each kind of processor.
    folders += [folder for place in folders for folder in map(str, Path(place).glob("*-linux-*"))]
    return list(dict.fromkeys(folder for folder in folders if Path(folder).is_dir()))


def _entries(folder: str) -> list[str]:
    """Files and folders in `folder`; a link may lead anywhere, and is none of them."""
    try:
        with os.scandir(folder) as found:
            return sorted(entry.path for entry in found if not entry.is_symlink())
    except OSError:
        return []


def _everywhere() -> Iterator[Rule]:
    for path in _NEEDED:
        yield Rule(path, READ)
    for place in sys.path:
        if place.endswith(".zip"):
            yield Rule(place, READ_FILE)
    # Tk's own files lie beside the library.
    for pattern in ("tcl*", "tk*"):
        for folder in Path(sys.base_prefix, "lib").glob(pattern):
            yield Rule(str(folder), READ)
    for path in _DEVICES:
        yield Rule(path, USE)
