/* Play: the crosshair runs through training. Nothing plays until it is asked for, and any hand on the
   crosshair stops it. */
#ifndef APP_PLAY_H
#define APP_PLAY_H

#include <stdbool.h>
#include <stdint.h>

struct App;

typedef struct AppPlay {
    bool on;
    double at;      /* the playhead: the step it has come to, with its fraction */
    double then;    /* when it was there while it played, as Input.time */
    double rate;    /* 1: a run takes about 8 seconds */
    int64_t before; /* the step when the transport bar's knob was seized */
} AppPlay;

/* Actions. Where motion is reduced, playing is a jump to the next eighth of the run. */
void play_toggle(struct App *app);
/* It stays where it is; the keys are the plot's then, the arrows single steps. */
void play_pause(struct App *app);
void play_back(struct App *app); /* by one step, and pauses */
void play_forth(struct App *app);
void play_slower(struct App *app);
void play_faster(struct App *app);

/* Back to the start, and no step is pointed at. */
void play_rewind(struct App *app);

/* The next speed, after the fastest the slowest. */
void play_change_rate(struct App *app);

/* Lets time pass; asks for more of it while it plays. */
void play_tick(struct App *app, double time);

#endif
