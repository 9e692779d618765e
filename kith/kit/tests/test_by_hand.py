"""A question written by hand is answered as Django would, and goes Django's way wherever somebody counts or forbids questions."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kith.kit import by_hand

ALL = f"SELECT session_key, session_data, expire_date FROM {Session._meta.db_table} WHERE session_key = %(key)s"
ONE = {"key": "k" * 32}
PUT = f"""INSERT INTO {Session._meta.db_table} (session_key, session_data, expire_date)
VALUES (%(key)s, '50%%', '2027-01-02 03:04:05')"""


@pytest.fixture(params=["straight", "counted"])
def way(request):
    """What stands between, and what does when somebody counts."""
    if request.param == "straight":
        yield
    else:
        with CaptureQueriesContext(connection):
            yield


def test_nobody_gets_to_the_database_where_that_is_forbidden():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        by_hand.rows(ALL, ONE)


@pytest.mark.django_db
def test_a_row_comes_back_as_django_would_give_it(way):
    assert by_hand.rows(ALL, ONE) == []
    by_hand.told(PUT, ONE)
    assert by_hand.rows(ALL, ONE) == [["k" * 32, "50%", datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)]]
    assert Session.objects.get().expire_date == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_each_question_is_counted_by_who_counts():
    with CaptureQueriesContext(connection) as asked:
        by_hand.rows(ALL, ONE)
        by_hand.told(PUT, ONE)
    assert [one["sql"][:6] for one in asked] == ["SELECT", "INSERT"]


@pytest.mark.django_db
def test_what_the_database_refuses_is_djangos_error_and_breaks_the_transaction(way):
    by_hand.told(PUT, ONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        by_hand.told(PUT, ONE)
    with pytest.raises(DatabaseError), transaction.atomic():
        by_hand.rows("SELECT nothing FROM nowhere", {})
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            by_hand.rows(ALL, ONE)


@pytest.mark.django_db
def test_an_object_made_of_a_row_is_a_stored_one_and_fetches_what_was_not_asked_for(way):
    by_hand.told(PUT, ONE)
    one = by_hand.stored(Session, ("session_key",), ["k" * 32])
    assert not one._state.adding and one == Session.objects.get()
    assert one.get_deferred_fields() == {"session_data", "expire_date"}
    assert one.session_data == "50%"
    one.session_data = "other"
    one.save()
    assert Session.objects.get().session_data == "other"
