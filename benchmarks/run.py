"""Every benchmark of this kit, as ratios measured side by side in one run: `python benchmarks/run.py`.

Needs the kit and its test group installed, and a quiet machine. Goals are
targets, not limits; nothing here is a test.
"""

import argparse
import tempfile
from pathlib import Path

from one_call import calls
from pytest_runs import one_challenge, unrelated_project
from submit import rows as submit_rows


def main() -> None:
    """Print one line a row: the median ratio, its range, and the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=11, help="pairs of measurements a row")
    pairs = parser.parse_args().pairs
    print(one_challenge(pairs), flush=True)
    print(*calls(pairs), sep="\n", flush=True)
    print(unrelated_project(pairs), flush=True)
    print(*submit_rows(Path(tempfile.gettempdir())), sep="\n", flush=True)


if __name__ == "__main__":
    main()
