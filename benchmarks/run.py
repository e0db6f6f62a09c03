"""Every benchmark of this kit, as ratios measured side by side in one run: `python benchmarks/run.py`.

Needs the kit and its test group installed, and a quiet machine. Goals are
targets, not limits; nothing here is a test.
"""

import argparse

from one_call import calls
from pytest_runs import one_challenge, unrelated_project


def main() -> None:
    """Print one line a row: the median ratio, its range, and the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="pairs of measurements a row")
    pairs = parser.parse_args().pairs
    for row in (one_challenge(pairs), *calls(pairs), unrelated_project(pairs)):
        print(row, flush=True)


if __name__ == "__main__":
    main()
