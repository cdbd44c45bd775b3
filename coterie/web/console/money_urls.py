"""Addresses of the books and of the profit in the console."""

from django.urls import path

from coterie.web.console import books, ladders, profit, scenes

HERE = "<slug:slug>/earn"

urlpatterns = [
    path(f"{HERE}/books", books.books, name="books"),
    path(f"{HERE}/books.csv", books.books_csv, name="books_csv"),
    path(f"{HERE}/books/<int:number>", books.account, name="account"),
    path(f"{HERE}/books/<int:number>.csv", books.account_csv, name="account_csv"),
    path(f"{HERE}/entries/<int:number>", books.entry, name="entry"),
    path(f"{HERE}/journal.csv", books.journal_csv, name="journal_csv"),
    path(f"{HERE}/journal", books.journal_text, name="journal_text"),
    path(f"{HERE}/profit", profit.profit, name="profit"),
    path(f"{HERE}/profit.csv", profit.profit_csv, name="profit_csv"),
    path(f"{HERE}/profit/<slug:line>", profit.profit_rows, name="profit_rows"),
    path(f"{HERE}/scenes", scenes.scenes, name="scenes"),
    path(f"{HERE}/scenes.csv", scenes.scenes_csv, name="scenes_csv"),
    path(f"{HERE}/scenes/looks.csv", scenes.offer_looks_csv, name="offer_looks_csv"),
    path(f"{HERE}/prices", ladders.ladders, name="ladders"),
    path(f"{HERE}/prices/new", ladders.new_ladder, name="new_ladder"),
    path(f"{HERE}/prices/<slug:key>", ladders.ladder, name="ladder"),
    path(f"{HERE}/prices/<slug:key>.csv", ladders.ladder_csv, name="ladder_csv"),
    path(f"{HERE}/prices/<slug:key>/facts", ladders.ladder_facts, name="ladder_facts"),
    path(f"{HERE}/prices/<slug:key>/state", ladders.ladder_state, name="ladder_state"),
]
