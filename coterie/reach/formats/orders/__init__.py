"""Tables of orders, as shops, tills and payment providers export them."""
