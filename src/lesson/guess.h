/* A curve drawn by hand before the true one is shown, and how far it was from it. */
#ifndef LESSON_GUESS_H
#define LESSON_GUESS_H

#include "base/text.h"
#include "schedule/schedule.h"

enum { GUESS_COLUMNS = 257 };

/* A factor at evenly spaced places from the first to the last step; drawing again replaces what was there. */
typedef struct Guess {
    double from, to;               /* steps, from < to */
    double factors[GUESS_COLUMNS]; /* NAN where nothing is drawn */
} Guess;

Guess guess_empty(double from, double to);
bool guess_is_drawn(const Guess *guess);

/* Draws a stroke from one point to another, in any direction. */
void guess_stroke(Guess *guess, double step, double factor, double to_step, double to_factor);

/* The line through some points (at least one, steps ascending), level before and after them. */
void guess_through(Guess *guess, const double *steps, const double *factors, int count);

/* Returns the drawn factor at a step, NAN where nothing is drawn. */
double guess_at(const Guess *guess, double step);

/* The first and the last whole step that are drawn; guess_is_drawn. */
void guess_reach(const Guess *guess, int64_t *first, int64_t *last);

typedef struct GuessScore {
    double first, last;     /* what was guessed at the ends */
    double lowest, highest; /* and in all */
    double gap;             /* the widest distance from the factor */
    int64_t step;           /* where that is, the first such step */
    double guessed, factor; /* there */
} GuessScore;

/* Looks at the places that are drawn; false where none is, or none within the run. */
bool guess_score(const Guess *guess, const Schedule *schedule, GuessScore *score);

/* Writes, for example, "You started at 1.42 and came down to 1." */
void guess_course_words(const GuessScore *score, Text *out);
/* Why a guess is wrong, in one sentence: "Above 1 needs warmup_factor > 1; here it is 0.5."; nothing where it
   is right or no simple reason can be given. */
void guess_why_words(const Guess *guess, const GuessScore *score, const Schedule *schedule, Text *out);
/* True if the guess is as near as a hand can draw. */
bool guess_is_right(const GuessScore *score);
/* "widest gap 0.92 at step 0", or that there is hardly any. */
void guess_gap_words(const GuessScore *score, Text *out);

#endif
