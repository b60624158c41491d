/* The export sheet: what the chart will be as a file, seen before it is written. Drawing and writing are
   those of the command line, handed in from outside, so that the sheet and `lrscope -o` cannot differ. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "scenario/scenario.h"
#include "scene/measure.h"
#include "scene/theme.h"

struct App;

/* A figure as it is asked for. Strings are the asker's. */
typedef struct ExportOrder {
    const char *format;   /* "svg", "png", "pdf" */
    double width, height; /* in points */
    double scale;         /* pixels a point in PNG */
    const Theme *theme;
    bool transparent;
    const char *path;
} ExportOrder;

typedef struct Exporter {
    /* The figure as a scene, measured by whoever is going to paint it. */
    void (*draw)(const Scenario *scenario, const ExportOrder *order, const Measure *measure, Scene *scene);
    /* Writes order->path, whole or not at all; false with the reason in *why. */
    bool (*write)(const Scenario *scenario, const ExportOrder *order, Text *why);
} Exporter;

typedef struct AppExport {
    const Exporter *exporter; /* NULL: nothing can be written from here, and the sheet does not open */
    int format, size, theme;  /* what was chosen last, indices of the tables in export.c */
    bool transparent;
    Text folder, name; /* where the next file goes: "/home/ada/", and "lrscope" without its ending */
    Text agreed;       /* the path that may be written over: written before, or asked about */
    Text result;       /* what came of the last order; "" before */
    bool failed;
    Scene preview;
} AppExport;

/* An action. */
void export_ask(struct App *app);

Box export_box(const struct App *app);
void export_show(struct App *app, Box card);
void export_free(AppExport *export);

/* What was chosen, as words for the session file, and back; words that are not known change nothing. */
const char *export_format_word(const AppExport *export);
const char *export_size_word(const AppExport *export);
const char *export_theme_word(const AppExport *export);
void export_choose(AppExport *export, const char *format, const char *size, const char *theme);

#endif
