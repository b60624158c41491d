/* Buttons and wrapped words. */
#ifndef UI_WIDGETS_H
#define UI_WIDGETS_H

#include "ui/ui.h"

/* A name and, right of it, its key; where that is "" the name stands in the middle. Clicked, or Enter or
 * Space pressed on it? */
bool ui_button(Ui *ui, UiId id, Box box, const char *name, const char *key);
double ui_button_width(const Ui *ui, const char *name, const char *key);

/* Draws a switch, its name right of it and its key at the end of the row. Returns whether it is on after the
 * input. */
bool ui_switch(Ui *ui, UiId id, Box box, const char *name, const char *key, bool on);

/* Draws one line of at most `width`, cut at its end with an ellipsis where it is too long. */
void ui_line(Ui *ui, double x, double baseline, double width, TextStyle style, const char *line);

/* Draws words in lines of at most `width`, each paragraph (\n) a little apart; returns the baseline after the
   last. */
double ui_words(Ui *ui, double x, double baseline, double width, TextStyle style, const char *words);
/* Returns the height that ui_words would take. */
double ui_words_height(const Ui *ui, double width, TextStyle style, const char *words);

#endif
