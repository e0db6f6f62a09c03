# Rows 38, 39, 58
for name in ("turtle", "tkinter", "curses", "readline", "idlelib", "lzma", "bz2", "dbm"):
    try:
        __import__(name)
    except ModuleNotFoundError:
        # Some systems put these in packages of their own.
        continue


def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175
