"""`python -m hackney_challenges` is `hackney`."""

from hackney_challenges.commands.main import run

run()
