/* The speaker's window, seen by the lecturer while the audience sees the presentation: the notes, a clock,
   the picture that the room sees, and what the next key will show. Input on the audience's picture works as
   on their screen: it taps votes, draws, drags. */
#ifndef APP_SPEAKER_H
#define APP_SPEAKER_H

#include "scene/measure.h"
#include "scene/scene.h"
#include "ui/input.h"

struct App;

typedef struct SpeakerClock {
    double time;      /* as in Input.time */
    int hour, minute; /* of the day, where the window is */
} SpeakerClock;

typedef struct Speaker { /* {0} is a fresh one; give it back with speaker_free */
    Scene scene;
    struct App *next;     /* presents what comes next, for nobody's eyes but these; NULL: none yet */
    uint64_t next_is;     /* a hash of what it was last asked to show */
    Box room, then, clock; /* where the two pictures and the clock were drawn last, in points */
    double room_scale;    /* of the room's picture */
    bool held;            /* a button went down on the room's picture */
    bool inside;          /* the pointer is on it */
    double scrolled, most; /* the notes, where they are longer than their place */
    int step;              /* whose notes they are */
} Speaker;

void speaker_free(Speaker *speaker);

/* The picture for that window, `width` by `height` points, of what the app showed in its last frame. Valid until the next
   call. */
const Scene *speaker_frame(Speaker *speaker, struct App *app, double width, double height, SpeakerClock clock,
                           const Measure *measure);

/* Turns an input of that window into the one that the app is to have: keys as they are, the pointer as far as it is on the
   room's picture; a press on the next one goes on. False: it was for this window alone, or for nothing. */
bool speaker_take(Speaker *speaker, struct App *app, Input *input);

/* Action F6 shows or hides the speaker's window; it begins to present where nothing is presented yet. */
void speaker_toggle(struct App *app);

#endif
