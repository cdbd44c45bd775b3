"""Which scopes the operations of courses need."""

COURSES: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/courses": ("see_console",),
    "get /communities/{slug}/courses/{key}": ("see_console",),
    "post /communities/{slug}/courses/{key}/chapters": ("see_console", "edit_offers"),
    "put /communities/{slug}/courses/{key}/chapters/{chapter}": ("see_console", "edit_offers"),
    "put /communities/{slug}/courses/{key}/chapters/{chapter}/place": ("see_console", "edit_offers"),
    "delete /communities/{slug}/courses/{key}/chapters/{chapter}": ("see_console", "edit_offers"),
    "post /communities/{slug}/courses/{key}/chapters/{chapter}/lectures": ("see_console", "edit_offers"),
    "post /communities/{slug}/courses/{key}/files": ("see_console", "edit_offers"),
    "put /communities/{slug}/courses/{key}/lectures/{lecture}": ("see_console", "edit_offers"),
    "put /communities/{slug}/courses/{key}/lectures/{lecture}/place": ("see_console", "edit_offers"),
    "delete /communities/{slug}/courses/{key}/lectures/{lecture}": ("see_console", "edit_offers"),
    "get /communities/{slug}/courses/{key}/learners": ("see_console", "see_members"),
    "get /communities/{slug}/course-questions": ("edit_offers",),
    "put /communities/{slug}/course-questions/{key}/answer": ("edit_offers",),
}
"""By method and path; the member side has one rule for all."""
