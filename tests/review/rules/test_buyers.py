from coterie.review.rules.buyers import buyers_at, purchases_of, sales_of

ROWS = [
    ("ann", 0, 10.0), ("ann", 0, 5.0), ("ann", 7, 20.0), ("ann", 21, 30.0), ("ann", 30, -30.0),
    ("bob", 14, 8.0), ("bob", 14, -8.0), ("bob", 15, 0.0),
    ("cleo", 3, -4.0),
]  # fmt: skip


def sold(rows=ROWS):
    return sales_of(*zip(*rows, strict=True))


def test_one_purchase_a_day_and_a_refund_is_none():
    buyers = buyers_at(sold(), 35)

    assert [sold().names[one] for one in buyers.customer] == ["ann", "bob"]
    assert list(buyers.frequency) == [2, 0]
    assert list(buyers.recency) == [3, 0]
    assert list(buyers.age) == [5, 20 / 7]
    assert list(buyers.monetary) == [25, 0]
    assert list(buyers.revenue) == [35, 0]
    assert buyers.mean_purchase == (15 + 20 + 30 + 0) / 4


def test_only_what_is_known_on_the_day_counts():
    buyers = buyers_at(sold(), 7)

    assert (list(buyers.frequency), list(buyers.recency), list(buyers.age)) == ([1], [1], [1])
    assert list(purchases_of(sold(), buyers, after=7, until=35)) == [1]
    assert list(purchases_of(sold(), buyers, after=7, until=20)) == [0]


def test_cents_given_back_leave_nothing_behind():
    buyers = buyers_at(sold([("ann", 0, 0.1), ("ann", 0, 0.2), ("ann", 0, -0.3)]), 0)

    assert len(buyers) == 0


def test_the_order_of_rows_does_not_matter():
    assert [list(one) for one in (buyers_at(sold(ROWS[::-1]), 35).recency, buyers_at(sold(), 35).recency)] == [
        [3, 0]
    ] * 2
