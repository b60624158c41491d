/* Scrolling views. */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include "ui/ui.h"

/* Everything until the end scrolls within `view` when the wheel turns over it. Returns how far the content
   has to be drawn further up. */
double ui_scroll_begin(Ui *ui, UiScroll *scroll, Box view);
/* Ends the view; `bottom` is where the content ended, as drawn. */
void ui_scroll_end(Ui *ui, double bottom);

/* Lets it stand there, beyond its ends too, until it is settled. */
void ui_scroll_hold(UiScroll *scroll, double offset);
void ui_scroll_settle(UiScroll *scroll);

/* Scrolls as little as brings `box`, as it was drawn, into sight with a small margin; only its top where all
   of it has no room. */
void ui_scroll_to(UiScroll *scroll, Box box);

#endif
