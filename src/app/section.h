/* What the sections of the side panel are made of. Every function draws at row.x, row.y, row.w wide, handles
   its input and returns its height. */
#ifndef APP_SECTION_H
#define APP_SECTION_H

#include "app/app.h"

double section_title(App *app, Box row, const char *title);

/* Shows a parameter's label, field and slider (or list, or choice), with the reason where its input was
   refused. */
double section_row(App *app, ParameterId id, Box row);
/* Shows a number's label and field without a slider. What it stands for is shown where it has no value of its
   own. */
double section_field(App *app, ParameterId id, Box row);
/* Shows a row for each parameter of `rows` that applies, but for refinements at their defaults. */
double section_rows(App *app, Box row, const ParameterId *rows, int count);
/* The same below a title, at whose right a fold brings such refinements out. */
double section_with_more(App *app, Box row, const char *title, const ParameterId *rows, int count, UiId id,
                         bool *open);

/* A line with an arrow that opens and closes what stands below it; returns true where it was turned just
   now. */
enum { SECTION_FOLD = 26 };
bool section_fold(App *app, UiId id, Box row, bool *open, const char *title);

#endif
