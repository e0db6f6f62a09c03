# Rows 21, 22
import os
import subprocess

os.system("cls" if os.name == "nt" else "clear")
subprocess.run("clear", shell=True)
subprocess.run(["clear"], check=True)
subprocess.call(["cls"], shell=True)
assert subprocess.check_output("clear", text=True) == ""
assert os.popen("clear").read() == ""


def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175
