/* What people answered in a lesson, as one line of text that they can hand in by any way:

       lrscope-answers 5e1c22f0 1=2 5=0:0.5,128:1,256:1

   the lesson's mark; then for each step, counted from 1, the choice, or what was drawn: factors at columns of the guess
   (0 to GUESS_COLUMNS - 1) with straight lines between them, pieces that hang together with a ; between them. */
#ifndef LESSON_ANSWERS_H
#define LESSON_ANSWERS_H

#include "lesson/lesson.h"

/* Adds the beginning of a line; then what each step was answered, steps ascending. */
void answers_begin(const Lesson *lesson, Text *out);
void answers_add_choice(int step, int choice, Text *out);
void answers_add_guess(int step, const Guess *guess, Text *out);

typedef struct AnswersCount {
    int taken;   /* lines that were added to the lesson */
    int other;   /* lines of another lesson */
    int damaged; /* lines that cannot be read */
} AnswersCount;

/* Looks for such lines in a text of any kind, as in a message or a table, and adds them to the lesson's steps. */
void answers_read(Lesson *lesson, const char *text, size_t count, AnswersCount *counts);

/* The same for a file, or for all files in a folder. False with the reason in *why: it cannot be read, or has none of
   this lesson. */
bool answers_load(Lesson *lesson, const char *path, AnswersCount *counts, Text *why);

/* Is there such a line in the file, or in a file of the folder? */
bool answers_stand_in(const char *path);

/* Adds "27 answers", and what was left out. */
void answers_words(const AnswersCount *counts, Text *out);

#endif
