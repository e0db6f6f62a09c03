# Row 62
import unittest


def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175


class TestFare(unittest.TestCase):
    def test_child(self):
        self.assertEqual(fare(12), 90)


unittest.main()
