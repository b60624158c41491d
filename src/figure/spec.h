/* How a figure is drawn, beside the scenario that it shows: plain values that may be copied, and one table
   that reads and prints them, for the command line, for scenario files and for what a figure embeds. */
#ifndef FIGURE_SPEC_H
#define FIGURE_SPEC_H

#include "code/code.h"
#include "scenario/scenario.h"
#include "scene/theme.h"

typedef enum FigureSettingId { /* in the order in which files name them */
                               FIGURE_SIZE,
                               FIGURE_FONT_SIZE,
                               FIGURE_FONT,
                               FIGURE_SCALE,
                               FIGURE_THEME,
                               FIGURE_TRANSPARENT,
                               FIGURE_TITLE,
                               FIGURE_SHOW,
                               FIGURE_HIDE,
                               FIGURE_SVG_TEXT,
                               FIGURE_SWEEP,
                               FIGURE_GRID,
                               FIGURE_WINDOW,
                               FIGURE_SLIDERS,
                               FIGURE_HTML,
                               FIGURE_SETTINGS
} FigureSettingId;

/* Strings belong to whoever made the spec: arguments, or the settings of a scenario. */
typedef struct FigureSpec {
    double width, height;    /* in points; 0: what fits the content */
    bool physical;           /* the size is one of paper: an SVG says it in pt, not in a page's pixels */
    double font_size;        /* of the axes' numbers, in points; 0: what fits the size */
    const char *font;        /* a family of the system; NULL: the built-in fonts */
    double scale;            /* pixels a point, where the format has pixels */
    const Theme *theme;      /* NULL: light for the chart, dark for the window */
    bool theme_pair;         /* a light figure and a dark one */
    bool transparent;        /* no background */
    bool real_text;          /* in SVG */
    bool window;             /* the window's whole content instead of the chart */
    unsigned switched;       /* as in Chart: parts that are not as by default */
    unsigned explicit_parts; /* parts that were asked for or against: a sweep leaves these as they are */
    const char *title;       /* NULL or "": none */
    const char *sliders;     /* in HTML: keys with commas between them, see figure/sliders.h; NULL: the usual two */
    bool fragment;           /* HTML for inside another page */
    const char *sweep;       /* KEY=VALUES, see figure/sweep.h; NULL: none */
    int grid_columns, grid_rows; /* small multiples; 0: one plot */
    const char *date;        /* of a PDF, as SOURCE_DATE_EPOCH states it; NULL or "": none */
    CodeDialect dialect;     /* of a file of code */
    unsigned set;            /* bits 1 << FigureSettingId: those that were set, whatever to */
} FigureSpec;

typedef struct FigureSetting {
    const char *name; /* in a file, and the option's on the command line */
    bool flag;        /* true or false; an option without a value */
    /* Takes the value over, or adds what would be allowed to *takes and leaves the spec as it was. */
    bool (*read)(FigureSpec *spec, const char *value, Text *takes);
    /* Adds the value; nothing where it need not be named. */
    void (*print)(const FigureSpec *spec, Text *out);
} FigureSetting;

extern const FigureSetting figure_settings[FIGURE_SETTINGS];

FigureSpec figure_spec_default(void);

/* Reads one setting and remembers that it was set; the same results as FigureSetting.read. */
bool figure_spec_set(FigureSpec *spec, FigureSettingId id, const char *value, Text *takes);

/* Reads all settings that a scenario's file has for its figure. False with the whole message in *why. */
bool figure_spec_read(FigureSpec *spec, const Scenario *scenario, Text *why);

/* Replaces the scenario's settings by the spec's: all of them, or only those that were set. */
void figure_spec_write(const FigureSpec *spec, bool all, Scenario *scenario);

/* Return what the sizes come to that were left open. */
double figure_width(const FigureSpec *spec);
double figure_height(const FigureSpec *spec);
const Theme *figure_theme(const FigureSpec *spec);

#endif
