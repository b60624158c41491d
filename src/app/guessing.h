/* Guesses drawn in the plot by hand, while the curve is hidden. */
#ifndef APP_GUESSING_H
#define APP_GUESSING_H

#include "chart/chart.h"

struct App;

/* Begins a guess for a step that asks for one; what was drawn for it before is kept. */
void guessing_begin(struct App *app);

/* Takes input in the plot: a stroke; clicks, which count at the nearest eighth of the plot (in a short run at
   the nearest step); or keys: Tab from eighth to eighth, arrows up and down, with Shift ten times finer. No
   key of a clicker is among them. */
void guessing_take(struct App *app);

/* How to draw, what is drawn so far, or the number at the place that the keys are at. */
void guessing_words(const struct App *app, Text *out);

/* Keeps what is drawn and lets another group draw, before it is revealed. */
bool guessing_may_add(const struct App *app);
void guessing_add_group(struct App *app);

bool guessing_is_hidden(const struct App *app); /* the curve, as long as it is to be guessed */

/* "your guess", or "group 2" where there are several. */
const char *guessing_name(const struct App *app, int group);
Color guessing_color(const struct App *app, int group);

/* Puts what is to be seen of them into the chart; `guesses` has room for PRESENT_GROUPS. */
void guessing_fill(const struct App *app, Chart *chart, ChartGuess *guesses);
/* The same for what a class handed in, at most LESSON_ANSWERS_MAX. */
void guessing_fill_fan(const struct App *app, Chart *chart, ChartGuess *fan);

#endif
