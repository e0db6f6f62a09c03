import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackney_challenges.packs.discovery import Installed, Problem, installed, pack_at
from hackney_challenges.packs.manifest import PackError

HERE = Path(__file__).parent


class Site:
    """A site-packages of a test's own: nothing else is installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def pack(self, name: str, code: str = "", **files: str) -> None:
        """A copy of the sound pack under another name; `files` replace its own (`__` for a dot)."""
        shutil.copytree(HERE / "sound", self.folder / name)
        (self.folder / name / "__init__.py").write_text(code)
        for file, text in files.items():
            (self.folder / name / file.replace("__", ".")).write_text(text)

    def module(self, name: str, code: str) -> None:
        (self.folder / f"{name}.py").write_text(code)

    def distribution(
        self, name: str, *values: str, version: str = "1.0", kind: str = "dist-info", entries: str = ""
    ) -> None:
        """Metadata, with an entry point for each of `values`."""
        stem = name.replace("-", "_")
        suffix = f"-{version}.dist-info" if kind == "dist-info" else ".egg-info"
        info = self.folder / f"{stem}{suffix}"
        info.mkdir()
        (info / ("METADATA" if kind == "dist-info" else "PKG-INFO")).write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        lines = [f"{value.partition(':')[0]} = {value}" for value in values]
        (info / "entry_points.txt").write_text(entries or "\n".join(["[hackney_challenges]", *lines]))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    before = set(sys.modules)
    site = Site(tmp_path / "site")
    standard = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
    monkeypatch.setattr(sys, "path", [str(site.folder), *standard, *(p for p in sys.path if "dynload" in p)])
    yield site
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)) or "_pack" in name:
            del sys.modules[name]


def only_problem(found: Installed) -> Problem:
    (problem,) = found.problems
    return problem


def names(found: Installed) -> list[str]:
    return [pack.name for pack in found.packs]


def test_a_package_with_a_pack_toml_needs_no_hook(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack", version="1.2")

    found = installed()

    assert found.problems == ()
    (pack,) = found.packs
    assert (pack.name, pack.distribution, pack.version) == ("river_pack", "river-pack", "1.2")
    assert pack.folder == site.folder / "river_pack"


def test_a_hook_may_bring_several_packs(site: Site) -> None:
    for name in ("river_pack", "canal_pack"):
        site.pack(name)
    site.module(
        "two_packs",
        "from pathlib import Path\nfrom hackney_challenges.hookspecs import hookimpl\n"
        "@hookimpl\ndef hackney_packs():\n"
        "    for name in ('river_pack', 'canal_pack'):\n        yield Path(__file__).with_name(name)\n",
    )
    site.distribution("two-packs", "two_packs")

    found = installed()

    assert names(found) == ["canal_pack", "river_pack"]
    assert found.problems == ()


def test_an_entry_point_may_name_an_object_with_the_hook(site: Site) -> None:
    site.pack("river_pack")
    site.module(
        "object_pack",
        "from pathlib import Path\nfrom hackney_challenges.hookspecs import hookimpl\n"
        "class Packs:\n    @hookimpl\n    def hackney_packs(self):\n"
        "        return [Path(__file__).with_name('river_pack')]\npacks = Packs()\n",
    )
    site.distribution("object-pack", "object_pack:packs")

    assert names(installed()) == ["river_pack"]


def test_looking_for_packs_imports_no_suite(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")

    installed()

    assert not [name for name in sys.modules if "test_bus_fare" in name]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import pytest; pytest.skip('no numpy', allow_module_level=True)", "Skipped: no numpy"),
        ("def x(:", "SyntaxError: "),
        ("raise ValueError('\\x1b[31mred\\u202e')", r"ValueError: \x1b[31mred\u202e"),
        ("class Odd(Exception):\n    def __str__(self): return 1 / 0\nraise Odd", "Odd"),
    ],
    ids=["import", "zero", "exit", "skip", "syntax", "escapes", "unprintable"],
)
def test_a_broken_pack_is_reported_and_hides_no_other(site: Site, code: str, said: str) -> None:
    site.pack("broken_pack", code)
    site.distribution("a-broken-pack", "broken_pack", version="0.3")
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")

    found = installed()

    assert names(found) == ["river_pack"]
    problem = only_problem(found)
    assert problem.distribution == "a-broken-pack 0.3"
    assert problem.sentence.startswith(
        f'a-broken-pack 0.3: its entry point broken_pack = "broken_pack" could not be used: {said}'
    )
    assert problem.sentence.endswith("Next: pip install -U a-broken-pack, or tell its author.")


def test_the_line_of_a_broken_pack_is_told(site: Site) -> None:
    site.pack("broken_pack", "x = 1\n\n1 / 0\n")
    site.distribution("a-broken-pack", "broken_pack")

    problem = only_problem(installed())

    assert problem.file == str(site.folder / "broken_pack" / "__init__.py")
    assert "__init__.py, line 3)" in problem.sentence


def test_a_pack_whose_package_is_gone_is_reported(site: Site) -> None:
    site.distribution("left-over", "gone_pack")

    assert "No module named 'gone_pack'" in only_problem(installed()).sentence


def test_ctrl_c_is_no_broken_pack(site: Site) -> None:
    site.pack("slow_pack", "raise KeyboardInterrupt")
    site.distribution("slow-pack", "slow_pack")

    with pytest.raises(KeyboardInterrupt):
        installed()


def test_a_pack_for_a_newer_kit_is_answered_with_how_to_get_it(site: Site) -> None:
    site.pack("new_pack", pack__toml='[pack]\nformat = 9\nname = "New"\n')
    site.distribution("new-pack", "new_pack")

    problem = only_problem(installed())

    assert problem.file == str(site.folder / "new_pack" / "pack.toml")
    assert problem.sentence == (
        f"{problem.file} [pack] was made by a newer kit (format 9; this kit reads up to 1). "
        "Next: pip install -U hackney-challenges"
    )


def test_two_distributions_with_one_pack_are_told_apart(site: Site, tmp_path: Path) -> None:
    site.pack("river_pack")
    site.distribution("a-river", "river_pack")
    shutil.copytree(site.folder / "river_pack", tmp_path / "elsewhere" / "river_pack")
    site.module(
        "b_hook_pack",
        "from hackney_challenges.hookspecs import hookimpl\n"
        f"@hookimpl\ndef hackney_packs():\n    return [{str(tmp_path / 'elsewhere' / 'river_pack')!r}]\n",
    )
    site.distribution("b-river", "b_hook_pack")

    found = installed()

    (pack,) = found.packs
    assert pack.distribution == "a-river"
    assert only_problem(found).distribution == "b-river 1.0"
    assert only_problem(found).sentence == (
        f'The pack "river_pack" comes from two packages: a-river 1.0 in {site.folder / "river_pack"}, and '
        f"b-river 1.0 in {tmp_path / 'elsewhere' / 'river_pack'}. The first is used. "
        "Next: remove one, such as by pip uninstall b-river"
    )


def test_two_distributions_with_the_same_package_are_told_apart(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("a-river", "river_pack")
    site.distribution("b-river", "river_pack")

    assert names(installed()) == ["river_pack"]
    assert 'The pack "river_pack" comes from two packages' in only_problem(installed()).sentence


def test_two_distributions_with_the_same_hook_are_told_apart(site: Site) -> None:
    site.pack("river_pack")
    site.module(
        "hook_pack",
        "from pathlib import Path\nfrom hackney_challenges.hookspecs import hookimpl\n"
        "@hookimpl\ndef hackney_packs(): return [Path(__file__).with_name('river_pack')]",
    )
    site.distribution("a-hook", "hook_pack")
    site.distribution("b-hook", "hook_pack")

    found = installed()

    assert [(pack.name, pack.distribution) for pack in found.packs] == [("river_pack", "a-hook")]
    assert only_problem(found).distribution == "b-hook 1.0"
    assert "could not be used: another package names the same module." in only_problem(found).sentence


def test_stale_metadata_is_reported_and_the_new_one_used(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack", version="0.9", kind="egg-info")
    site.distribution("river-pack", "river_pack", version="1.2")

    found = installed()

    assert [(pack.name, pack.version) for pack in found.packs] == [("river_pack", "1.2")]
    assert only_problem(found).sentence == (
        f"river-pack is installed twice: river-pack 1.2 ({site.folder / 'river_pack-1.2.dist-info'}) and "
        f"river-pack 0.9 ({site.folder / 'river_pack.egg-info'}). The first is used. "
        "Next: pip uninstall river-pack, until it is gone, and install it again."
    )


def test_an_editable_install_seen_beside_its_source_is_no_problem(site: Site, tmp_path: Path) -> None:
    source = Site(tmp_path / "src")
    source.pack("river_pack")
    source.distribution("River_Pack", "river_pack", kind="egg-info")
    site.distribution("river-pack", "river_pack")
    sys.path.append(str(source.folder))

    found = installed()

    assert found.problems == ()
    assert [pack.folder for pack in found.packs] == [source.folder / "river_pack"]


def test_a_pack_spread_over_two_folders_is_found_where_its_pack_toml_is(site: Site, tmp_path: Path) -> None:
    site.pack("river_pack")
    (site.folder / "river_pack" / "__init__.py").unlink()
    (tmp_path / "first" / "river_pack").mkdir(parents=True)
    sys.path.insert(0, str(tmp_path / "first"))
    site.distribution("river-pack", "river_pack")

    assert [pack.folder for pack in installed().packs] == [site.folder / "river_pack"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "it names neither a package with a pack.toml nor anything with the hook hackney_packs"),
        (
            "@hookimpl\ndef hackney_packs(): return 'river_pack'",
            "its hook hackney_packs gives no list of folders",
        ),
        ("@hookimpl\ndef hackney_packs(): return 7", "its hook hackney_packs gives no list of folders"),
        ("@hookimpl\ndef hackney_packs(): 1 / 0", "ZeroDivisionError: division by zero"),
        ("@hookimpl\ndef hackney_packs():\n    yield 7", "TypeError: "),
        ("@hookimpl\ndef hackney_pack(): return []", "PluginValidationError: unknown hook 'hackney_pack'"),
        ("@hookimpl\ndef hackney_packs(x): return []", "PluginValidationError: "),
    ],
    ids=["nothing", "one text", "a number", "raises", "yields a number", "misspelt", "asks too much"],
)
def test_a_hook_that_brings_no_packs_is_reported(site: Site, code: str, said: str) -> None:
    site.module("hook_pack", f"from hackney_challenges.hookspecs import hookimpl\n{code}\n")
    site.distribution("a-hook", "hook_pack")
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")

    found = installed()

    assert names(found) == ["river_pack"]
    assert f"could not be used: {said}" in only_problem(found).sentence


def test_a_folder_of_no_sense_is_reported(site: Site) -> None:
    site.module(
        "hook_pack",
        "from hackney_challenges.hookspecs import hookimpl\n@hookimpl\ndef hackney_packs(): return ['a\\0b']",
    )
    site.distribution("a-hook", "hook_pack")
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")

    found = installed()

    assert names(found) == ["river_pack"]
    assert r"a\x00b" in only_problem(found).sentence


def test_broken_metadata_is_reported(site: Site) -> None:
    site.distribution("odd", entries="[hackney_challenges]\nno equals sign")
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")

    found = installed()

    assert names(found) == ["river_pack"]
    assert len(found.problems) <= 1  # how much of it can be read differs from Python to Python


def test_other_peoples_distributions_are_not_asked(site: Site) -> None:
    site.distribution("flake9000", entries="[console_scripts]\nx = 1 / 0\n[pytest11]\nhackney_challenges = y")

    assert installed() == Installed(packs=())


JUDGES = '[pack]\nformat = 1\ntitle = "More"\nsummary = "For judges."\nextends = "{}"\n'


def judges_pack(site: Site, extends: str, slug: str = "bus_fare") -> None:
    folder = site.folder / "judges_pack"
    (folder / slug).mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "pack.toml").write_text(JUDGES.format(extends))
    (folder / slug / f"test_{slug}.py").write_text("def test_more(solution): ...\n")
    site.distribution("judges-pack", "judges_pack")


def test_judges_checks_are_no_rivals_but_further_checks(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")
    judges_pack(site, "river_pack")

    found = installed()
    challenge = found.choose("bus_fare", None)

    assert found.problems == ()
    assert challenge is not None
    assert challenge.pack == "river_pack"
    assert [further.pack for further in found.further(challenge)] == ["judges_pack"]


def test_judges_checks_for_no_pack_are_reported(site: Site) -> None:
    judges_pack(site, "rivver_pack")

    found = installed()

    assert found.packs == ()
    assert only_problem(found).sentence.endswith(
        'pack.toml: extends = "rivver_pack", which is no pack installed here. '
        "Next: install it, or correct the name."
    )


def test_judges_checks_for_no_challenge_are_reported(site: Site) -> None:
    site.pack("river_pack")
    site.distribution("river-pack", "river_pack")
    judges_pack(site, "river_pack", slug="boat_fare")

    found = installed()

    assert names(found) == ["river_pack"]
    assert only_problem(found).sentence.endswith(
        'it has checks for "boat_fare", which river_pack does not have. Its challenges: say_hello, bus_fare.'
    )


@pytest.fixture
def rivals(site: Site) -> Installed:
    for name in ("river_pack", "canal_pack"):
        site.pack(name)
        site.distribution(name.replace("_", "-"), name)
    site.pack("quiet_pack")
    shutil.rmtree(site.folder / "quiet_pack" / "bus_fare")
    site.distribution("quiet-pack", "quiet_pack")
    return installed()


def test_the_first_pack_of_hackney_toml_that_knows_a_slug_decides(rivals: Installed) -> None:
    chosen = rivals.choose("bus_fare", ("quiet_pack", "river_pack", "canal_pack"))

    assert chosen is not None
    assert chosen.pack == "river_pack"
    assert rivals.choose("bus_fare", ("quiet_pack",)) is None
    assert rivals.choose("bus_fair", None) is None


def test_two_packs_with_one_slug_are_answered_with_what_to_write(rivals: Installed) -> None:
    with pytest.raises(PackError) as refusal:
        rivals.choose("bus_fare", None)

    assert str(refusal.value) == (
        '2 packs have a challenge "bus_fare": canal_pack, river_pack. Write in hackney.toml, below a line '
        "[checks], the packs you use, the one you want first: "
        'packs = ["canal_pack", "river_pack", "quiet_pack"]'
    )


def test_a_pack_of_hackney_toml_that_is_not_installed_is_told(rivals: Installed) -> None:
    assert rivals.not_installed(("river_pack", "riverpack", "sea")) == (
        'hackney.toml: the pack "riverpack" is not installed. Did you mean "river_pack"?',
        'hackney.toml: the pack "sea" is not installed. Installed: canal_pack, quiet_pack, river_pack.',
    )


def test_an_author_finds_the_pack_from_any_folder_in_it(pack_with: Callable[[str], Path]) -> None:
    folder = pack_with("two-hints")

    for start in (folder, folder / "bus_fare", folder / "bus_fare" / "answers" / "model.py"):
        pack = pack_at(start)
        assert pack is not None
        assert (pack.name, pack.distribution) == ("sound", "")
    assert pack_at(folder.parent) is None
