"""The one-line texts of a run."""

from hackney_challenges.feedback import run_text


def test_a_check_has_its_state_first():
    assert run_text.check_line("OK", 1, "one age in each band") == "OK       Check 1: one age in each band"
    assert run_text.check_line("NOT YET", 3, "impossible ages") == "NOT YET  Check 3: impossible ages"
    assert run_text.check_line("NOT YET", 3, "ages", plain=True) == "Not yet. Check 3: ages."
    assert run_text.check_line("NO CHECK", 3, "ages", plain=True) == "Not checked. Check 3: ages."


def test_a_check_line_is_never_wider_than_asked_for():
    assert len(run_text.check_line("OK", 1, "x" * 90, 40)) == 40
    assert "\x1b" not in run_text.check_line("OK", 1, "\x1b[31m")


def test_a_score_tells_growth_and_nothing_else():
    assert run_text.score_line(2, 5, 8, 5, 1) == "2 of 5 checks OK. 8 points (5 more than last time)."
    assert run_text.score_line(1, 5, 1) == "1 of 5 checks OK. 1 point."
    assert (
        run_text.score_line(3, 5, 8, 0, 2) == "3 of 5 checks OK. 8 points. 2 more checks OK than last time."
    )
    assert run_text.score_line(1, 5, 3, -5, -1) == "1 of 5 checks OK. 3 points."
    assert run_text.score_line(2, 5, 8, 8, 2, is_first_run=True) == "2 of 5 checks OK. 8 points."


def test_the_end_of_a_run_names_the_next_step():
    assert (
        run_text.not_started_line("Tidy postcode", "tidy_postcode.py")
        == "Tidy postcode: not started (tidy_postcode.py)"
    )
    assert (
        run_text.not_started_line("Tidy postcode", "tidy_postcode.py", plain=True)
        == "Tidy postcode is not started. Its file is tidy_postcode.py."
    )
    assert run_text.total_line(1, 7, 18, 70) == "1 of 7 challenges solved. 18 of 70 points."
    assert run_text.next_line("hackney brief tidy_postcode") == "Next: hackney brief tidy_postcode"
    assert run_text.next_line("hackney next", plain=True) == "Next, type: hackney next"
    assert run_text.hint_line("bus_fare") == "Stuck? Type: hackney hint bus_fare"
    assert run_text.hint_line("bus_fare", in_menu=True) == "Stuck? Choose 2 for a hint."


def test_a_run_with_fewer_points_says_that_the_best_still_counts():
    assert run_text.score_line(1, 5, 4, -6, best_points=14) == (
        "1 of 5 checks OK. 4 points. Best so far: 14 points."
    )
    assert run_text.score_line(1, 5, 4, 2, best_points=4) == (
        "1 of 5 checks OK. 4 points (2 more than last time)."
    )
    assert run_text.score_line(2, 5, 8, 8, best_points=14, is_first_run=True) == (
        "2 of 5 checks OK. 8 points. Best so far: 14 points."
    )


def test_a_first_solve_names_what_works_now():
    assert run_text.solved_line("Bus fare", "fare(11)") == "Bus fare is solved. fare(11) works now."
    assert run_text.solved_line("Bus fare") == "Bus fare is solved."
    assert run_text.solved_line("Bus fare", "fare(11)", 30) == "Bus fare is solved."


def test_the_end_of_a_pack_is_told():
    assert run_text.pack_solved_line("Warm-up", 7) == "Warm-up is done: all 7 challenges are solved."
    assert run_text.pack_solved_line("Warm-up", 1) == "Warm-up is done: its challenge is solved."


def test_checks_that_look_for_the_same_name_share_a_line():
    assert run_text.miss_it_too_text(1) == "1 more check looks for it too."
    assert run_text.miss_it_too_text(5) == "5 more checks look for it too."
