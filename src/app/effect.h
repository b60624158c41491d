/* What the learning rate does, in the strip under the plot in place of the formula: how the run's updates
   share the whole (influence), or a descent that follows them (descent). Both go with the plot's crosshair.
 */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "descent/descent.h"
#include "scene/scene.h"

struct App;

typedef enum EffectView { EFFECT_FORMULA, EFFECT_INFLUENCE, EFFECT_DESCENT, EFFECT_VIEWS } EffectView;

/* What was worked out for a schedule is kept until it changes. */
typedef struct AppEffect {
    int view; /* EffectView */
    int made; /* what below holds for `of`: EFFECT_FORMULA stands for nothing */
    Schedule of;
    double total; /* the sum of its factors */
    double half;  /* the share of the first half */
    int64_t step; /* up to which `until` is the share */
    double until;
    Descent descent;
} AppEffect;

/* Action W: formula, influence, descent, formula. */
void effect_next(struct App *app);

/* How high the strip wants to be in a window that high. */
double effect_height(const struct App *app, double height);

void effect_show(struct App *app, Box card, bool draw);

/* Influence, or the descent (app/descent_view.c), in `box`, up to the crosshair; texts of `em` times the
   window's size, `reserved` a width to keep free at the upper right. The influence has the plot's own axis. */
void influence_show(struct App *app, Box box, double em, double reserved);
void descent_show(struct App *app, Box box, double em, double reserved);

/* app->words in lines of at most `width` from y on; returns their height. Without `draw` it only measures. */
double effect_words(struct App *app, double x, double y, double width, TextStyle style, bool draw);

/* Works out what is shown, where that is not known yet. */
void effect_update(struct App *app, EffectView view);

#endif
