/* --sweep: one parameter through several values, as curves of one figure or as the frames of an animation. */
#ifndef CLI_SWEEP_H
#define CLI_SWEEP_H

#include "cli/overlays.h"
#include "cli/request.h"

enum {
    SWEEP_CURVES_MAX = 40, /* in one figure */
    SWEEP_FRAMES_MAX = 1000
};

typedef struct CliSweep {
    ParameterId id;
    bool range; /* FROM:TO:COUNT; else a list of values */
    size_t count;
    Schedule *members; /* the scenario's schedule, each with its value */
    Text *labels;      /* the values for people */
} CliSweep;

/* Reads the option's value with the request's scenario as what does not change. False with the whole message
   in *why. Free it with cli_sweep_free; {0} is none. */
bool cli_sweep_read(CliSweep *sweep, const CliRequest *request, const char *value, Text *why);
void cli_sweep_free(CliSweep *sweep);

/* "warmup_factor = 0, 0.5, 1", for titles and descriptions. */
void cli_sweep_name(const CliSweep *sweep, Text *out);

/* The view that shows all members, beside the schedule that they are made of. */
ChartView cli_sweep_fit(const CliSweep *sweep, const Schedule *schedule);

/* The members as curves of one figure. Those that it could not tell apart in its view, whose factors are of
   base_lr, are one, with both values. */
void cli_sweep_overlays(CliOverlays *overlays, const CliSweep *sweep, const ChartView *view, double base_lr,
                      const Theme *theme);
/* Named at the curves, or in a list. There, up to SWEEP_LISTED_MAX have each a look of
   its own; more would be a list of the same. */
enum { SWEEP_LISTED_MAX = 20 };
void cli_sweep_list_curves(CliOverlays *overlays, bool listed, const Theme *theme);
/* How many of them a figure names. */
size_t cli_sweep_named(const CliOverlays *overlays, const Scene *scene);

/* Frame `index` as a request of its own, a figure like any other, with the view of them all. Free it with
   cli_sweep_frame_free. */
typedef struct CliFrame {
    CliRequest request;
    Text title;
} CliFrame;
void cli_sweep_frame(const CliRequest *request, size_t index, CliFrame *frame);
void cli_sweep_frame_free(CliFrame *frame);

/* Whether the output is made of frames: a WebP, or PNG files with a number in their path, "frames/%03d.png".
 */
bool cli_sweep_moves(const CliRequest *request, const CliOutput *output);
bool cli_sweep_is_pattern(const CliRequest *request, const CliOutput *output);
/* Has the path a place for a number, %d or %03d? */
bool cli_sweep_numbered(const char *path);
/* The path of one frame, counted from 0. */
void cli_sweep_path(const char *pattern, size_t index, Text *out);

#endif
