import pytest

from hackney_challenges.suites.marks import points


def test_points_are_the_mark_that_the_plugin_reads(request: pytest.FixtureRequest) -> None:
    request.config.addinivalue_line("markers", "points(n): what a check is worth")
    mark = points(4).mark
    assert (mark.name, mark.args, mark.kwargs) == ("points", (4,), {})


@pytest.mark.parametrize("n", ["4", 4.0, True, None])
def test_points_that_are_no_whole_number_are_refused_where_they_stand(n: object) -> None:
    with pytest.raises(TypeError) as refused:
        points(n)  # type: ignore[arg-type]
    assert str(refused.value) == f"points takes a whole number, such as @points(4), and was given {n!r}"


@pytest.mark.parametrize("n", [0, -1, 101])
def test_points_outside_1_to_100_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"points takes a whole number from 1 to 100, and was given {n}"):
        points(n)
