/* Tooltips that show a line in full where it was cut. */
#ifndef UI_TOOLTIP_H
#define UI_TOOLTIP_H

#include "ui/ui.h"

/* A line in `box` of something that can be pointed at or walked to. While it is, and was cut, all of it is
   shown beside the box. The line has to last as long as the frame. */
void ui_name(Ui *ui, UiId id, Box box, TextStyle style, const char *line);

/* Shows what `box` is about beside it while the pointer is over it. The line has to last as long as the
   frame. */
void ui_explain(Ui *ui, UiId id, Box box, const char *line);

/* Draws the tooltip; ui_end calls it. */
void tooltip_draw(Ui *ui);

#endif
