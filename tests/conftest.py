"""What every test has: real services to ask for, and guards that nobody asks for."""

pytest_plugins = ("tests.services.fixtures", "tests.guards")
