# Rows 40, 41, 60
import csv
import gzip
import logging
import os
import pickle
import shutil
import tempfile
import zipfile
from pathlib import Path

logging.basicConfig(filename="log.txt", level=logging.INFO)
with open("ages.csv", "w", newline="") as file:
    csv.writer(file).writerow([11, 16])
shutil.copy("ages.csv", "copy.csv")
shutil.copy2("ages.csv", "copy2.csv")
os.makedirs("one/two")
shutil.move("copy.csv", "one/two/moved.csv")
os.replace("copy2.csv", "one/replaced.csv")
shutil.copytree("one", "three")
os.chmod("ages.csv", 0o644)
with zipfile.ZipFile("all.zip", "w") as archive:
    archive.write("ages.csv")
with zipfile.ZipFile("all.zip") as archive:
    archive.extractall("unzipped")
with gzip.open("ages.gz", "wb") as file:
    file.write(b"11 16")
Path("ages.pickle").write_bytes(pickle.dumps([11, 16]))
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "x").write_text("x")
with tempfile.NamedTemporaryFile("w+") as file, tempfile.TemporaryFile() as other:
    file.write("x")
    other.write(b"x")
shutil.rmtree("three")
os.remove("all.zip")


def fare(age):
    logging.info("asked for %s", age)
    young, grown = next(csv.reader(open("unzipped/ages.csv")))
    assert pickle.loads(Path("ages.pickle").read_bytes()) == [11, 16]
    return 0 if age < int(young) else 90 if age < int(grown) else 175
