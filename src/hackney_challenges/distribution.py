"""Name and version of an installed distribution, without the e-mail parser that `metadata` would load."""

from importlib.metadata import Distribution, PackageNotFoundError, distribution


def header(found: Distribution, name: str) -> str:
    """A header of the distribution's metadata, such as "Version"; empty where there is none."""
    text = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    for line in text.splitlines():
        if not line.strip():
            break  # after the headers comes the long description
        key, _colon, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


def kit_version() -> str:
    """The version of this kit; "unknown" where it runs from a folder that was never installed."""
    try:
        return header(distribution("hackney-challenges"), "Version") or "unknown"
    except PackageNotFoundError:
        return "unknown"
