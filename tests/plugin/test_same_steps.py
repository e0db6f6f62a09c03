from hackney_challenges.isolation.calls import Call, ProgramRun, Raised, Returned
from hackney_challenges.plugin.same_steps import SameSteps


def call(target, *args, gave=None):
    outcome = gave if isinstance(gave, Raised) else Returned(value=gave)
    return Call(target=target, args=args, outcome=outcome)


def test_the_same_steps_come_out_the_same():
    known = SameSteps()
    steps = [call("Box"), call("box.put", "hat", gave=1)]
    assert not known.came_out_otherwise(steps)
    assert not known.came_out_otherwise(steps)


def test_another_answer_after_the_same_steps_is_seen():
    known = SameSteps()
    known.came_out_otherwise([call("Box"), call("box.put", "hat", gave=1)])
    assert known.came_out_otherwise([call("Box"), call("box.put", "hat", gave=2)])
    assert known.came_out_otherwise([call("Box"), call("box.put", "hat", gave=Raised(kind="ValueError"))])


def test_another_answer_after_other_steps_is_no_wonder():
    known = SameSteps()
    known.came_out_otherwise([call("Box"), call("box.put", "hat", gave=1)])
    assert not known.came_out_otherwise([call("Box"), call("box.put", "cap", gave=2)])
    assert not known.came_out_otherwise(
        [call("Box"), call("box.count", gave=0), call("box.put", "hat", gave=2)]
    )


def test_only_the_beginning_of_a_story_is_looked_at():
    known = SameSteps()
    long = [call("box.put", "hat", gave=number) for number in range(8)]
    known.came_out_otherwise([*long, call("box.count", gave=8)])
    assert not known.came_out_otherwise([*long, call("box.count", gave=9)])
    assert not known.came_out_otherwise([ProgramRun(lines=["Hello"])])
