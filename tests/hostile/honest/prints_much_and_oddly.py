# Rows 26, 27, 63
import sys

print("\N{BUS} \N{POUND SIGN}1.75", "\udc80")
print("x" * 2_000_000)
print("loud", file=sys.stderr)


def fare(age):
    print(f"\N{BUS} {age}")
    return 0 if age < 11 else 90 if age < 16 else 175
