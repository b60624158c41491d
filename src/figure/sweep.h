/* One parameter through several values: as curves of one figure, or as the frames of an animation. */
#ifndef FIGURE_SWEEP_H
#define FIGURE_SWEEP_H

#include "figure/overlays.h"
#include "schedule/parameters.h"

enum {
    SWEEP_CURVES_MAX = 40, /* in one figure */
    SWEEP_FRAMES_MAX = 1000,
    SWEEP_LISTED_MAX = 20 /* curves that have each a look of its own in a legend */
};

typedef struct FigureSweep {
    ParameterId id;
    bool range;        /* FROM:TO:COUNT; else a list of values */
    size_t count;      /* 0: there is no sweep */
    Schedule *members; /* the schedule, each with its value */
    Text *labels;      /* the values for people */
} FigureSweep;

/* Reads "KEY=VALUES", with the schedule as what does not change. False with the whole message in *why. Free
   it with figure_sweep_free in both cases; {0} is none. */
bool figure_sweep_read(FigureSweep *sweep, const Schedule *schedule, const char *value, Text *why);
void figure_sweep_free(FigureSweep *sweep);

/* Returns what the parameter of a sweep is called. */
const char *figure_sweep_key(const FigureSweep *sweep);

/* Adds "warmup_factor = 0, 0.5, 1", for titles and descriptions. */
void figure_sweep_name(const FigureSweep *sweep, Text *out);

/* Returns the view that shows all members, beside the schedule that they are made of. */
ChartView figure_sweep_fit(const FigureSweep *sweep, const Schedule *schedule);

/* Adds the members as curves of one figure. Those that it could not tell apart in its view, whose factors are
   of base_lr, are one, with both values. */
void figure_sweep_overlays(FigureOverlays *overlays, const FigureSweep *sweep, const ChartView *view,
                           double base_lr, const Theme *theme);
/* Gives them the look for being named in a legend (`listed`), or at the curves; `key` is what their values are of, NULL
   where a title tells it. */
void figure_sweep_style(FigureOverlays *overlays, bool listed, const char *key, const Theme *theme);

#endif
