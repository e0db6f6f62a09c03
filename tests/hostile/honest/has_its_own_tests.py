# Rows 23, 25, 61
import doctest
import multiprocessing
import sys

import pytest
from pytest import approx, mark, raises


def fare(age):
    """The fare.

    >>> fare(12)
    90
    """
    return 0 if age < 11 else 90 if age < 16 else 175


@pytest.mark.parametrize("age, wanted", [(5, 0), (12, 90)])
def test_fare(age, wanted):
    assert fare(age) == approx(wanted)


@mark.slow
@pytest.fixture(scope="module")
def nothing():
    with raises(ValueError):
        fare("x")


class TestFare:
    @pytest.mark.skip
    def test_more(self):
        pass


assert multiprocessing.cpu_count() > 0
assert doctest.testmod().failed == 0
sys.exit(pytest.main([__file__]))
