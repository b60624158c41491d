/* A lesson in words: for --describe, for what figures say of themselves, for the list of lessons. */
#ifndef LESSON_WORDS_H
#define LESSON_WORDS_H

#include "lesson/lesson.h"

/* One step as paragraphs, each ended by \n: title, text, question, answer, and what is on the plot; what comes with the
   answer only if `answered`. */
void lesson_step_words(const Lesson *lesson, int step, bool answered, Text *out);
/* Writes all steps under the lesson's title, with an empty line between. */
void lesson_words(const Lesson *lesson, bool answered, Text *out);

#endif
