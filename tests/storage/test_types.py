"""Column types keep what they are given."""

from datetime import datetime

import pytest

from clinic_app.storage.types import Moment, uuid7


def test_uuids_sort_in_the_order_they_were_made() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {key.version for key in made} == {7}


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2024, 8, 2), None)  # type: ignore[arg-type]  # noqa: DTZ001
