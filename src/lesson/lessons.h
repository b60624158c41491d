/* The lessons that are built into the program: the files of assets/lessons. */
#ifndef LESSON_LESSONS_H
#define LESSON_LESSONS_H

#include "lesson/lesson.h"

int lessons_count(void);
/* As on the command line: "raise"; 0 <= index < lessons_count(), in the order in which they are listed. */
const char *lessons_name(int index);
/* The lesson of that name (case does not matter, - and _ are the same), or -1. */
int lessons_find(const char *name);
/* The known name that a wrong one may stand for, or NULL. */
const char *lessons_nearest(const char *name);
/* *lesson becomes it: nothing of what it held is kept. */
void lessons_read(int index, Lesson *lesson);

/* A built-in lesson's name, or a file. False with a line for each error in *why; then `in_file` says whether
   they are inside a file. */
bool lessons_open(const char *name_or_path, Lesson *lesson, bool *in_file, Text *why);

#endif
