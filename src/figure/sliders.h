/* The sliders under a figure in a page: parameters that were chosen for it, each with the track that its slider has in
   the window. */
#ifndef FIGURE_SLIDERS_H
#define FIGURE_SLIDERS_H

#include "schedule/parameters.h"

enum { SLIDERS_MAX = 12 };

typedef struct FigureSlider {
    ParameterId id;
    double low, high; /* the ends of its track */
} FigureSlider;

typedef struct FigureSliders {
    FigureSlider items[SLIDERS_MAX];
    int count;
} FigureSliders;

/* Reads "warmup_factor,warmup_iters". False with the reason in *why where one is no number that the schedule has, or
   there are too many; "" is none. */
bool sliders_open(FigureSliders *sliders, const Schedule *schedule, const char *keys, Text *why);

/* Moves a slider. False with the reason in *why, and then the schedule is as it was. */
bool sliders_move(const FigureSliders *sliders, Schedule *schedule, int index, double position, Text *why);
bool sliders_step(const FigureSliders *sliders, Schedule *schedule, int index, double steps, Text *why);
bool sliders_read(FigureSliders *sliders, Schedule *schedule, int index, const char *text, Text *why);

#endif
