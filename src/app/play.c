#include "app/play.h"

#include "app/parts.h"
#include "app/viewing.h"

#include <math.h>

static const double RUN = 8, FRAME = 1 / 60.0, SLOWEST = 0.5, FASTEST = 4;
/* A window that was hidden, or a machine that slept, goes on where it was. */
static const double LONGEST = 0.25;

static int64_t last_step(const App *app) {
    return app->scenario.schedule.total_steps - 1;
}

static bool begins_anew(const App *app) {
    return app->play.at >= (double)last_step(app);
}

static int64_t next_eighth(const App *app) {
    double last = (double)last_step(app), eighth = 1;
    if (begins_anew(app)) return 0;
    while (round(eighth * last / 8) <= app->play.at) eighth++;
    return (int64_t)round(eighth * last / 8);
}

static void begin(App *app) {
    viewing_point_at(app, begins_anew(app) ? 0 : floor(app->play.at));
    app->play.then = app->ui.input->time;
    app->play.on = last_step(app) > 0;
}

void play_pause(App *app) {
    app->play.on = false;
    ui_take_focus(&app->ui, ID_PLOT, false);
}

void play_rewind(App *app) {
    app->play.on = false;
    app->play.at = 0;
    app->crosshair = CHART_NO_STEP;
}

static void jump(App *app) {
    play_pause(app);
    viewing_point_at(app, (double)next_eighth(app));
}

void play_toggle(App *app) {
    (app->reduced_motion ? jump : app->play.on ? play_pause : begin)(app);
}

static void step_by(App *app, int64_t steps) {
    play_pause(app);
    viewing_point_at(app, (double)(viewing_step(app) + steps));
    viewing_reveal(app, app->crosshair);
}

void play_back(App *app) {
    step_by(app, -1);
}

void play_forth(App *app) {
    step_by(app, 1);
}

/* A presentation has no bar on which the speed could be read. */
static void set_rate(App *app, double rate) {
    app->play.rate = fmin(FASTEST, fmax(SLOWEST, rate));
    if (app->present.on) notice_say(app, "Speed %g\u00d7", app->play.rate);
}

void play_slower(App *app) {
    set_rate(app, app->play.rate / 2);
}

void play_faster(App *app) {
    set_rate(app, app->play.rate * 2);
}

void play_change_rate(App *app) {
    set_rate(app, app->play.rate < FASTEST ? app->play.rate * 2 : SLOWEST);
}

/* A lesson has a crosshair of its own, and a blank screen nothing to see. */
static bool has_no_place(const App *app) {
    return present_has_lesson(app) || app->present.blank;
}

void play_tick(App *app, double time) {
    AppPlay *play = &app->play;
    double last = (double)last_step(app), passed = fmin(LONGEST, fmax(0, time - play->then));
    if (has_no_place(app)) play->on = false;
    if (!play->on) return;
    play->at = fmin(last, play->at + passed * play->rate * last / RUN);
    play->then = time;
    play->on = play->at < last;
    app->crosshair = (int64_t)play->at;
    if (play->on) app_wake(app, time + FRAME);
}
