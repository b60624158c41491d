/* The lessons that are built into the program: the files of assets/lessons. */
#ifndef LESSON_LESSONS_H
#define LESSON_LESSONS_H

#include "lesson/lesson.h"

int lessons_count(void);
/* Returns a lesson's name as on the command line, "raise"; 0 <= index < lessons_count(), in the order in
   which they are listed. */
const char *lessons_name(int index);
/* Returns the lesson of that name (case does not matter, - and _ are the same), or -1. */
int lessons_find(const char *name);
/* Returns the known name that a wrong one may stand for, or NULL. */
const char *lessons_nearest(const char *name);
/* Reads a built-in lesson into *lesson, of whose content nothing is kept. */
void lessons_read(int index, Lesson *lesson);

/* Opens a built-in lesson by its name, or a file. False with a line for each error in *why; then `in_file`
   says whether they are inside a file. */
bool lessons_open(const char *name_or_path, Lesson *lesson, bool *in_file, Text *why);

/* Adds the text of a lesson as its file has it. False with the reason in *why: the file is gone. */
bool lessons_text(const Lesson *lesson, Text *out, Text *why);

#endif
