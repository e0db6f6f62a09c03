"""Stand-ins for what an honest file uses and a worker has not: own tests, a screen to clear. Far side."""

import re
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from io import BytesIO, StringIO
from types import ModuleType, TracebackType
from typing import Any

_CLEARING = frozenset({"clear", "cls", "reset"})
_THROUGH_A_SHELL = frozenset({"cmd", "/c", "sh", "-c"})


class _Inert:
    """Whatever of pytest a file uses round its own tests: it decorates, marks, and checks nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], type):
            return args[0]
        return self

    def __getattr__(self, name: str) -> "_Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __enter__(self) -> "_Inert":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return isinstance(error, Exception)  # as `raises` does with what was waited for


class NoPytest:
    """A finder for the end of `sys.meta_path`, and a loader: `import pytest` finds a stand-in.

    For a solution with tests of its own, which are not run here. No `importlib.abc.Loader`: every
    worker would wait for what that imports.
    """

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load `pytest`; nothing for any other module."""
        loader: Any = self
        return ModuleSpec(name, loader) if name == "pytest" else None

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Give `module` every name there is."""
        inert = _Inert()

        def any_name(name: str) -> _Inert:
            if name.startswith("__"):
                raise AttributeError(name)
            return inert

        module.__dict__["__getattr__"] = any_name


def let_screens_be_cleared() -> None:
    """Where no process can be started, have the ones that only clear the screen end at once, and well."""
    import subprocess

    usual: type[Any] = subprocess.Popen

    class Popen(usual):  # type: ignore[misc]  # its parameters differ from version to version
        def __init__(self, args: Any, *rest: Any, **options: Any) -> None:
            if not _clears_the_screen(args):
                super().__init__(args, *rest, **options)
                return
            is_text = any(options.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))
            new: Any = StringIO if is_text else BytesIO
            self.args = args
            self.pid = self.returncode = 0
            self.stdin, self.stdout, self.stderr = (
                new() if options.get(name) == subprocess.PIPE else None
                for name in ("stdin", "stdout", "stderr")
            )

        def communicate(self, *rest: Any, **options: Any) -> tuple[Any, Any]:
            if not _clears_the_screen(self.args):
                given: tuple[Any, Any] = super().communicate(*rest, **options)
                return given
            return (self.stdout.read() if self.stdout else None, self.stderr.read() if self.stderr else None)

        def wait(self, *rest: Any, **options: Any) -> int:
            return 0 if _clears_the_screen(self.args) else int(super().wait(*rest, **options))

        def poll(self) -> int | None:
            if _clears_the_screen(self.args):
                return 0
            ended: int | None = super().poll()
            return ended

        def __del__(self) -> None:
            if hasattr(self, "_child_created"):
                super().__del__()

    subprocess.Popen = Popen  # type: ignore[misc]  # on purpose


def _clears_the_screen(args: Any) -> bool:
    text = (
        args if isinstance(args, str) else " ".join(map(str, args)) if isinstance(args, (list, tuple)) else ""
    )
    words = set(re.split(r"[\s|&;]+", text[:200].strip()))
    return bool(words & _CLEARING) and words <= _CLEARING | _THROUGH_A_SHELL
