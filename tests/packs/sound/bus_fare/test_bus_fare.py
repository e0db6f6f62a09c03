"""Bus fare."""

from hackney_challenges import exactly, points


@points(4)
def test_children(solution):
    """children ride free"""
    assert solution.fare(10) == exactly(0)


@points(6)
def test_others(solution):
    """others pay"""
    assert solution.fare(16) == exactly(50)
