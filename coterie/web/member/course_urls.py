"""Addresses of courses in the member space."""

from django.urls import path

from coterie.web.member import courses, lectures

HERE = "<slug:slug>/courses"
COURSE = f"{HERE}/<slug:key>"
LECTURE = f"{COURSE}/lectures/<slug:lecture>"

urlpatterns = [
    path(HERE, courses.courses, name="courses"),
    path(COURSE, courses.course, name="course"),
    path(f"{COURSE}/certificate", courses.course_certificate, name="course_certificate"),
    path(f"{COURSE}/certificate.<str:form>", courses.certificate_file, name="certificate_file"),
    path(LECTURE, lectures.lecture, name="lecture"),
    path(f"{LECTURE}/file", lectures.lecture_file, name="lecture_file"),
    path(f"{LECTURE}/done", lectures.lecture_done, name="lecture_done"),
    path(f"{LECTURE}/note", lectures.lecture_note, name="lecture_note"),
    path(f"{LECTURE}/questions", lectures.lecture_question, name="lecture_question"),
]
