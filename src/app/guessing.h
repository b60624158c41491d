/* Guesses drawn in the plot by hand, while the curve is hidden. */
#ifndef APP_GUESSING_H
#define APP_GUESSING_H

#include "chart/chart.h"

struct App;

/* For a step that asks for one; what was drawn for it before is kept. */
void guessing_begin(struct App *app);

/* The hand in the plot: a stroke, or clicks at steps 0, warmup_iters/2 and warmup_iters. */
void guessing_take(struct App *app);

/* Keeps what is drawn and lets another group draw, before it is revealed. */
bool guessing_may_add(const struct App *app);
void guessing_add_group(struct App *app);

bool guessing_is_hidden(const struct App *app); /* the curve, as long as it is to be guessed */

/* "your guess", or "group 2" where there are several. */
const char *guessing_name(const struct App *app, int group);
Color guessing_color(const struct App *app, int group);

/* Puts what is to be seen of them into the chart; `guesses` has room for TEACH_GROUPS. */
void guessing_fill(const struct App *app, Chart *chart, ChartGuess *guesses);

#endif
