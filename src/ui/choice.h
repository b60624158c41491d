/* A choice of one from a few: a button that opens a list over everything. */
#ifndef UI_CHOICE_H
#define UI_CHOICE_H

#include "ui/ui.h"

/* Returns the choice after the input: `chosen`, or another index of `labels` (ended by NULL). */
int ui_choice(Ui *ui, UiId id, Box box, const char *const *labels, int chosen);

/* Draws the open list; ui_end calls it last. */
void choice_draw_popup(Ui *ui);

#endif
