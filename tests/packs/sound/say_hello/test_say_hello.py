"""Say hello."""

from hackney_challenges import points


@points(10)
def test_hello(solution):
    """hello, and the name"""
    assert solution.run(typed=["Leyla"]).lines == ["Hello, Leyla!"]
