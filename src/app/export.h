/* The export sheet: what the chart will be as a file, seen before it is written. Both are the figure that
   `lrscope -o` makes of the same scenario and settings. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "figure/figure.h"

struct App;

typedef struct AppExport {
    const char *date;        /* of its figures, as SOURCE_DATE_EPOCH states it; or NULL */
    int format, size, theme; /* what was chosen last, indices of the tables in export.c */
    Text own_size;           /* as --size takes it, where `size` is the one behind the table */
    Text refusal;            /* of the size that was typed last; "" */
    Text title;
    bool transparent, parts_open;
    unsigned switched; /* as in FigureSpec */
    Text folder, name; /* where the next file goes: "/home/ada/", and "lrscope" without its ending */
    Text agreed;       /* the path that may be written over: written before, or asked about */
    Text result;       /* what came of the last order; "" before */
    bool failed;
    Scene preview;
    uint64_t
        previewed; /* a hash of what the preview shows, and how it is measured; 0: it shows nothing yet */
} AppExport;

/* Does an action of the table (app/actions.c). */
void export_ask(struct App *app);

Box export_box(const struct App *app);
void export_show(struct App *app, Box card);
void export_free(AppExport *export);

/* The figure as a PNG, twice as fine, for the clipboard; false with the reason in *why. */
bool export_make_picture(struct App *app, Text *png, Text *why);

/* Returns what was chosen for the figure that is written; the strings are the app's. */
FigureSpec export_spec(const AppExport *export);

/* Return what was chosen as words for the session file, and take it back; unknown words change nothing. */
const char *export_format_word(const AppExport *export);
const char *export_size_word(const AppExport *export);
const char *export_theme_word(const AppExport *export);
void export_choose(AppExport *export, const char *format, const char *size, const char *theme);

#endif
