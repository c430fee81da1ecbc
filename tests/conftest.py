"""What every test has: real services to ask for, and guards that nobody asks for."""

from hypothesis import settings

pytest_plugins = ("tests.services.fixtures", "tests.guards")

# No deadline per example: a busy machine is not a wrong result.
settings.register_profile("sigec", deadline=None, print_blob=True)
settings.load_profile("sigec")
