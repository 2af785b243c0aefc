#!/usr/bin/env python3
"""Every message of importing and exporting is said in some row of the table, and nothing that is not in the catalogue.

    import_messages.py messages.c TABLE...
"""
import re
import sys

UNREACHED = {"E-IMPORT-0001",  # a fault of ours; fuzzing looks for it
             "E-IMPORT-0004"}  # the command says it first
ID = r"[EWN]-(?:IM|EX)PORT-\d{4}"
with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
known = set(re.findall(ID, text))
known |= {f"{kind}-IMPORT-{number}" for kind, number in re.findall(r"\b([EW])\(\"(\d{4})\"", text)}
said = set()
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        said |= set(re.findall(ID, file.read()))
faults = [f"never said: {one}" for one in sorted(known - said - UNREACHED)]
faults += [f"not in the catalogue: {one}" for one in sorted(said - known)]
print("\n".join(faults) or f"{len(said)} messages")
sys.exit(1 if faults or len(known) < 20 else 0)
