/* Lessons without a window: their steps as figures and in words. */
#ifndef CLI_LESSONS_H
#define CLI_LESSONS_H

#include "cli/request.h"

/* Opens what --lesson names, where it was said; false with the reason in *why. */
bool cli_lesson_read(CliRequest *request, Text *why);
/* Says in *why what of the rest of the call a lesson has no use for. */
bool cli_lesson_check(const CliRequest *request, Text *why);
/* Writes all that is asked for of request->lesson; false with the reason in *why. */
bool cli_lesson_write(CliRequest *request, Text *why);

/* Writes the list for --list-lessons. */
void cli_lesson_list(Text *out);
/* Writes what a lesson's `words` may give, for --list-words. */
void cli_lesson_phrases(Text *out);

#endif
