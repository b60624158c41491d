/* The effect views, shown under the plot in place of the formula: one update of the weights, each update's
   share of the result (influence), or a gradient descent that follows the schedule. All follow the plot's
   crosshair. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "descent/descent.h"
#include "descent/influence.h"
#include "scene/scene.h"
#include "schedule/sums.h"

struct App;

typedef enum EffectView {
    EFFECT_FORMULA,
    EFFECT_UPDATE,
    EFFECT_INFLUENCE,
    EFFECT_DESCENT,
    EFFECT_VIEWS
} EffectView;

/* What was worked out for a schedule is kept until it changes. */
typedef struct AppEffect {
    int view; /* EffectView */

    double magnification; /* of the update's arrows; stays while a value is dragged, so that twice lr is seen
                             as twice */

    bool has_sums; /* what follows holds for `summed` */
    Schedule summed;
    ScheduleSum half; /* the share of the first half */
    int64_t step; /* up to which `until` is the share */
    ScheduleSum until;

    bool has_descent; /* what follows holds for `followed` */
    Schedule followed;
    Descent descent;
    Influence influence;
} AppEffect;

/* Key W switches to the next view: formula, update, influence, descent, formula. */
void effect_next(struct App *app);

/* Returns the strip's preferred height in a window of this height. */
double effect_height(const struct App *app, double height);

void effect_show(struct App *app, Box card, bool draw);

/* Shows one view in `box` (app/update_view.c, app/shares_view.c, app/influence_view.c, app/descent_view.c),
   up to the crosshair; texts of `em` times the window's size, `reserved` a width to keep free at the upper
   right. The influence has the plot's own axis. The update is compared with another one in words only if
   `told`. */
void effect_show_update(struct App *app, Box box, double em, double reserved, bool told);
void effect_show_shares(struct App *app, Box box, double em);
void effect_show_influence(struct App *app, Box box, double em, double reserved);
void effect_show_descent(struct App *app, Box box, double em, double reserved);

/* app->words in lines of at most `width` from y on; returns their height. Without `draw` it only measures. */
double effect_words(struct App *app, double x, double y, double width, TextStyle style, bool draw);

/* Works out what is shown, where that is not known yet. */
void effect_update_sums(struct App *app);
void effect_update_descent(struct App *app);

#endif
