# Row 37: not yet, raised
import mmap


def fare(age):
    kept = []
    while True:
        try:
            kept.append(mmap.mmap(-1, 64 << 20))
        except OSError:
            kept.append(bytearray(16 << 20))
