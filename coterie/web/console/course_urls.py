"""Addresses of courses in the console."""

from django.urls import path

from coterie.web.console import courses, learners, lectures

HERE = "<slug:slug>/courses"
COURSE = f"{HERE}/<slug:key>"
CHAPTER, LECTURE = f"{COURSE}/chapters/<slug:chapter>", f"{COURSE}/lectures/<slug:lecture>"

urlpatterns = [
    path(HERE, courses.courses, name="courses"),
    path(f"{HERE}/questions", learners.course_questions, name="course_questions"),
    path(f"{HERE}/questions/<slug:key>", learners.course_question, name="course_question"),
    path(COURSE, courses.course, name="course"),
    path(f"{COURSE}/learners", learners.learners, name="learners"),
    path(f"{COURSE}/learners.csv", learners.learners_csv, name="learners_csv"),
    path(f"{COURSE}/chapters/new", courses.new_chapter, name="new_chapter"),
    path(CHAPTER, courses.chapter, name="chapter"),
    path(f"{CHAPTER}/place", courses.chapter_place, name="chapter_place"),
    path(f"{CHAPTER}/removal", courses.chapter_removal, name="chapter_removal"),
    path(f"{CHAPTER}/lectures/new", lectures.new_lecture, name="new_lecture"),
    path(LECTURE, lectures.lecture, name="lecture"),
    path(f"{LECTURE}/place", lectures.lecture_place, name="lecture_place"),
    path(f"{LECTURE}/removal", lectures.lecture_removal, name="lecture_removal"),
]
