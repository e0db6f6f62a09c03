# Row 36: not yet, raised
import threading
import time


def fare(age):
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
