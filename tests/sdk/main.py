"""Tests the real server with the published client of the public Oz API. Sums up as cargo's tests do."""

import os
import sys
import unittest


def main():
    """Runs every `test_*.py` beside this file."""
    here = os.path.dirname(os.path.abspath(__file__))
    tests = unittest.defaultTestLoader.discover(here)
    print("     Running tests/sdk (python/oz_agent_sdk-0)", flush=True)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests)
    bad = {test.id() for test, _ in result.failures + result.errors}
    word = "ok" if result.wasSuccessful() else "FAILED"
    passed = result.testsRun - len(bad)
    print(f"test result: {word}. {passed} passed; {len(bad)} failed; 0 ignored; 0 measured; 0 filtered out")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
