# Row 19: not yet, raised
import os
import time


def fare(age):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
            open("/tmp/hackney-left-daemon", "w").close()
        os._exit(0)
    return 0
