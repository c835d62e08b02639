"""The host's main job in Python: an observation in, stored rows and a scored state out."""

import json
import math
import sqlite3
import struct
import sys

database, model_file = sys.argv[1:3]
model = json.load(open(model_file, encoding="utf-8"))
db = sqlite3.connect(database, isolation_level=None)
db.executescript(
    "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE IF NOT EXISTS request(id TEXT PRIMARY KEY);"
    "CREATE TABLE IF NOT EXISTS gauge(profile TEXT, signal TEXT, at TEXT, value INTEGER, bound TEXT,"
    " PRIMARY KEY(profile, signal, at));"
    "CREATE TABLE IF NOT EXISTS tally(profile TEXT, signal TEXT, day TEXT, count INTEGER,"
    " PRIMARY KEY(profile, signal, day));"
    "CREATE TABLE IF NOT EXISTS snapshot(profile TEXT, day TEXT, total REAL, PRIMARY KEY(profile, day));"
)


def points(row, value):
    if row["curve"] == "flag":
        return row["points"] if value else 0
    if row["curve"] == "log":
        return row["points"] * min(1, math.log1p(value) / math.log1p(row["target"]))
    return row["points"] * min(1, value / row["target"])


def observe(message):
    profile = message["profile"]["key"]
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT OR IGNORE INTO request VALUES(?)", (message["request"],))
    for gauge in message["gauges"]:
        db.execute(
            "INSERT OR REPLACE INTO gauge VALUES(?,?,?,?,?)",
            (profile, gauge["signal"], message["at"], gauge["value"], gauge["bound"]),
        )
    for tally in message["tallies"]:
        for day, count in tally["days"].items():
            db.execute(
                "INSERT INTO tally VALUES(?,?,?,?)"
                " ON CONFLICT DO UPDATE SET count = max(count, excluded.count)",
                (profile, tally["signal"], day, count),
            )
    values = dict(
        db.execute("SELECT signal, value FROM gauge WHERE profile=? GROUP BY signal HAVING max(at)", (profile,))
    )
    values.update(
        db.execute("SELECT signal, sum(count) FROM tally WHERE profile=? GROUP BY signal", (profile,))
    )
    pillars = {}
    for row in model["rows"]:
        signal = {"id": row["signal"], "value": values.get(row["signal"]), "max": row["points"]}
        signal["points"] = points(row, signal["value"] or 0)
        pillars.setdefault(row["pillar"], []).append(signal)
    state = [
        {"id": name, "score": sum(s["points"] for s in signals), "max": 25, "signals": signals}
        for name, signals in pillars.items()
    ]
    total = sum(p["score"] for p in state)
    db.execute("INSERT OR REPLACE INTO snapshot VALUES(?,?,?)", (profile, message["at"][:10], total))
    db.execute("COMMIT")
    return {"id": message["id"], "ok": True, "type": "observe", "state": {"total": total, "pillars": state}}


while True:
    header = sys.stdin.buffer.read(4)
    if len(header) < 4:
        break
    request = json.loads(sys.stdin.buffer.read(struct.unpack("=I", header)[0]))
    reply = json.dumps(observe(request)).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(reply)) + reply)
    sys.stdout.buffer.flush()
