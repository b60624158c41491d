/* Buttons and wrapped words. */
#ifndef UI_WIDGETS_H
#define UI_WIDGETS_H

#include "ui/ui.h"

/* A name and, right of it, its key (may be ""). Clicked, or Enter or Space pressed on it? */
bool ui_button(Ui *ui, UiId id, Box box, const char *name, const char *key);
double ui_button_width(const Ui *ui, const char *name, const char *key);

/* Draws words in lines of at most `width`; returns the baseline after the last. */
double ui_words(Ui *ui, double x, double baseline, double width, TextStyle style, const char *words);

#endif
