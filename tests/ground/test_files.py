import errno
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hackney_challenges import files
from hackney_challenges.files import UnreadableFile, patiently, read_bytes, write_new, write_whole

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")


def obstacle(path: Path, limit_bytes: int = 10) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refusal:
        read_bytes(path, limit_bytes)
    assert refusal.value.path == path
    return refusal.value.obstacle, str(refusal.value).replace(str(path), "FILE")


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_plain_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "ten").write_bytes(b"0123456789")

    assert read_bytes(tmp_path / "ten", 10) == b"0123456789"
    assert obstacle(tmp_path / "ten", 9) == ("too big", "FILE is too big.")


def test_a_sparse_terabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        try:
            file.truncate(2**40)
        except OSError:
            pytest.skip("this disk has no such large files")

    assert obstacle(tmp_path / "huge") == ("too big", "FILE is too big.")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert obstacle(tmp_path / "none") == ("missing", "FILE is not there.")
    assert obstacle(tmp_path / "no" / "folder") == ("missing", "FILE is not there.")
    assert obstacle(tmp_path / "file" / "below")[0] == "missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert obstacle(tmp_path) == ("folder", "FILE is a folder, not a file.")


@posix_only
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "to_folder").symlink_to(tmp_path)

    for name in ("link", "dangling", "loop", "to_folder"):
        assert obstacle(tmp_path / name) == ("link", "FILE is a link, not a file.")


@posix_only
def test_a_link_that_appears_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)

    assert obstacle(tmp_path / "link")[0] == "link"


@posix_only
def test_a_pipe_a_socket_and_a_device_are_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    here = Path.cwd()
    os.chdir(tmp_path)  # a socket's name is short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket")
            assert obstacle(tmp_path / "socket")[0] == "not a plain file"
    finally:
        os.chdir(here)

    assert obstacle(tmp_path / "pipe") == ("not a plain file", "FILE is not a plain file.")
    assert obstacle(Path("/dev/zero"))[0] == "not a plain file"


@pytest.mark.parametrize(
    ("raised", "name", "words"),
    [
        (PermissionError(errno.EACCES, "x"), "not allowed", "FILE may not be read by you."),
        (PermissionError(errno.EPERM, "x"), "not allowed", "FILE may not be read by you."),
        (OSError(errno.EIO, "x"), "not readable", "FILE could not be read."),
        (OSError("without a number"), "not readable", "FILE could not be read."),
        (ValueError("embedded null byte"), "not readable", "FILE could not be read."),
    ],
    ids=["access", "rights", "disk", "no number", "nul"],
)
def test_what_the_system_refuses_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception, name: str, words: str
) -> None:
    (tmp_path / "file").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise raised

    monkeypatch.setattr(os, "open", refuse)

    assert obstacle(tmp_path / "file") == (name, words)


def test_a_folder_is_known_where_the_system_calls_it_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Windows says so of every folder")

    monkeypatch.setattr(os, "open", refuse)

    assert obstacle(tmp_path)[0] == "folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is open to root")
def test_a_closed_file_and_a_closed_folder_as_an_ordinary_user(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "file").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "file").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        assert obstacle(tmp_path / "file")[0] == "not allowed"
        assert obstacle(tmp_path / "closed" / "file")[0] == "not allowed"
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    assert obstacle(tmp_path / "a\0b")[0] in ("not readable", "missing")
    assert obstacle(tmp_path / ("x" * 5000))[0] in ("not readable", "missing")


@posix_only
def test_nothing_stays_open_after_a_refusal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)

    for _ in range(5):
        obstacle(tmp_path)
        obstacle(tmp_path / "pipe")

    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    assert free == lowest


def test_the_next_step_is_said(tmp_path: Path) -> None:
    refusal = UnreadableFile(Path("a.py"), "missing", "Next: hackney get a")

    assert str(refusal) == "a.py is not there. Next: hackney get a"


def test_an_escape_in_a_files_name_is_spelt_out() -> None:
    assert str(UnreadableFile(Path("a\x1b[31m"), "missing")) == r"a\x1b[31m is not there."


def test_writing_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "board.json", b"first")
    write_whole(tmp_path / "board.json", b"second")

    assert (tmp_path / "board.json").read_bytes() == b"second"
    assert names_in(tmp_path) == ["board.json"]


@posix_only
def test_a_written_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_whole(tmp_path / "ours", b"x")

    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "plain").stat().st_mode
    )


@posix_only
def test_writing_over_a_link_replaces_the_link(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"untouched")
    (tmp_path / "link").symlink_to(tmp_path / "outside")

    write_whole(tmp_path / "link", b"ours")

    assert (tmp_path / "outside").read_bytes() == b"untouched"
    assert not (tmp_path / "link").is_symlink()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "file", b"new")

    assert (tmp_path / "file").read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


def test_writing_into_a_folder_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        write_whole(tmp_path / "none" / "file", b"x")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nobody is killed like this on Windows")
@pytest.mark.parametrize("moment", ["os.fsync", "os.replace"])
def test_a_kill_between_leaves_the_old_file_whole(tmp_path: Path, moment: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    code = (
        "import os, signal, sys, pathlib\n"
        "from hackney_challenges.files import write_whole\n"
        "def die(*args, **named): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{moment} = die\n"
        "pathlib.Path.replace = die if 'replace' in sys.argv[2] else pathlib.Path.replace\n"
        "write_whole(pathlib.Path(sys.argv[1]), b'new')\n"
    )

    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "file"), moment], timeout=60)

    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "file").read_bytes() == b"old"
    left = [name for name in names_in(tmp_path) if name != "file"]
    assert len(left) == 1
    assert left[0].startswith(".file.")
    assert left[0].endswith(".part")


def test_a_new_file_is_put_only_where_nothing_is(tmp_path: Path) -> None:
    assert write_new(tmp_path / "bus_fare.py", b"first") is True
    assert write_new(tmp_path / "bus_fare.py", b"second") is False

    assert (tmp_path / "bus_fare.py").read_bytes() == b"first"
    assert names_in(tmp_path) == ["bus_fare.py"]


@posix_only
def test_a_new_file_is_not_put_over_a_dangling_link_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "none")
    (tmp_path / "folder").mkdir()

    assert write_new(tmp_path / "link", b"x") is False
    assert write_new(tmp_path / "folder", b"x") is False
    assert not (tmp_path / "none").exists()


@posix_only
@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES])
def test_a_disk_without_second_names_gets_new_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no links on this stick")

    monkeypatch.setattr(os, "link", refuse)

    assert write_new(tmp_path / "file", b"first") is True
    assert write_new(tmp_path / "file", b"second") is False
    assert (tmp_path / "file").read_bytes() == b"first"
    assert names_in(tmp_path) == ["file"]


def windows_rename(part: Path, target: Path) -> Path:
    """As on Windows, where a rename never replaces."""
    if target.exists():
        raise FileExistsError(target)
    return part.replace(target)


def test_on_windows_a_new_file_is_renamed_into_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "rename", windows_rename)

    assert write_new(tmp_path / "file", b"first") is True
    assert write_new(tmp_path / "file", b"second") is False
    assert (tmp_path / "file").read_bytes() == b"first"
    assert names_in(tmp_path) == ["file"]


def windows_error(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock stands still but for what is slept."""
    slept: list[float] = []
    monkeypatch.setattr(files.time, "sleep", slept.append)
    monkeypatch.setattr(files.time, "monotonic", lambda: sum(slept))
    return slept


def failing(times: int, error: OSError) -> Callable[[], str]:
    left = [error] * times

    def act() -> str:
        if left:
            raise left.pop()
        return "done"

    return act


@pytest.mark.parametrize("number", [5, 32, 33])
def test_windows_is_asked_again_while_somebody_has_the_file_open(
    no_waiting: list[float], number: int
) -> None:
    assert patiently(failing(4, windows_error(number))) == "done"
    assert no_waiting == [0.01, 0.02, 0.04, 0.08]


def test_windows_is_not_asked_for_ever(no_waiting: list[float]) -> None:
    with pytest.raises(PermissionError):
        patiently(failing(10_000, windows_error(5)))

    assert 5 < sum(no_waiting) < 6


def test_other_errors_are_not_waited_for(no_waiting: list[float]) -> None:
    with pytest.raises(PermissionError):
        patiently(failing(1, PermissionError(errno.EACCES, "elsewhere than on Windows")))

    assert no_waiting == []
