# Row 41: not yet, ended
import ctypes


def fare(age):
    ctypes.string_at(0)
