"""The throw-away PostgreSQL of the tests is real, empty, and ours alone."""

import psycopg


def test_postgres_database_is_new_for_each_test(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")

        assert tables.fetchone() == (0,)
