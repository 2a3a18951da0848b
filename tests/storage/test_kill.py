"""kill -9 of a writer at random moments: no acknowledged save is lost, no case is torn."""

import os
import random
import signal
import struct
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.problem import ProblemData
from clinic_app.services import cases, enterprises, problems, upkeep
from clinic_app.storage.database import open_database
from tests.factories import OFFICE, TODAY

KILLS = 100
PROBLEMS = 3


def open_whole_case(session: object, number: int) -> None:
    firm = enterprises.add(session, EnterpriseData(name=f"firm {number}"))  # type: ignore[arg-type]
    data = CaseData(title=f"{number}", received_on=TODAY)
    case = cases.open_case(session, firm.id, data, numbering=OFFICE)  # type: ignore[arg-type]
    for place in range(PROBLEMS):
        problems.add(session, case.id, ProblemData(statement=f"word{number} {place}"))  # type: ignore[arg-type]


def write_until_killed(path: Path, acknowledge: int) -> None:
    database = open_database(path)
    number = database.read(lambda session: session.execute(text("SELECT count(*) FROM cases")).scalar_one())
    os.write(acknowledge, struct.pack("q", -1))  # ready
    while True:
        number += 1
        database.do(open_whole_case, number)
        os.write(acknowledge, struct.pack("q", number))


@pytest.mark.skipif(os.name == "nt", reason="fork and SIGKILL are POSIX's")
def test_no_acknowledged_save_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    open_database(path, create=True).close()
    chance, lost, torn, acknowledged = random.Random(1), 0, 0, 0
    for kill in range(KILLS):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reader)
                write_until_killed(path, writer)
            finally:
                os._exit(1)
        os.close(writer)
        os.read(reader, 8)
        seen = os.read(reader, 8) if kill % 2 else b""  # every other kill comes after a save at the earliest
        time.sleep(chance.uniform(0.005, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = seen + os.read(reader, 1 << 16)
        os.close(reader)
        last = struct.unpack("q", told[-8:])[0] if told else 0
        acknowledged += len(told) // 8
        database = open_database(path)
        lost += database.read(lambda s: s.execute(text("SELECT count(*) FROM cases")).scalar_one()) < last
        query = "SELECT count(*) FROM cases WHERE (SELECT count(*) FROM problems WHERE case_id = cases.id) <> 3"
        torn += database.read(lambda s, q=query: s.execute(text(q)).scalar_one())
        database.close()
    database = open_database(path)
    assert (lost, torn, upkeep.check(database)) == (0, 0, ())
    assert acknowledged >= KILLS // 2  # the writer did write between the kills
    database.close()
