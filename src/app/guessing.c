#include "app/guessing.h"

#include "app/app.h"
#include "app/parts.h"

#include <math.h>

static const double STILL = 4; /* points: a press that stays within is a click */

static Guess *present(App *app) {
    return &app->teach.groups[app->teach.group_count - 1];
}

static void forget_clicks(App *app) {
    for (int i = 0; i < TEACH_CLICKS; i++) app->teach.clicked[i] = NAN;
}

static Guess fresh(const LessonStep *step) {
    double last = (double)step->schedule.total_steps;
    return step->view_fixed ? guess_empty(step->view_steps[0], step->view_steps[1]) : guess_empty(0, last);
}

void guessing_begin(App *app) {
    AppTeach *teach = &app->teach;
    const LessonStep *step = teach_step(app);
    teach->held = false;
    if (!step->guess || teach->guess_step == teach->step) return;
    teach->guess_step = teach->step;
    teach->group_count = 1;
    teach->groups[0] = fresh(step);
    forget_clicks(app);
}

bool guessing_is_hidden(const App *app) {
    return teach_has_lesson(app) && teach_step(app)->guess && !app->teach.revealed;
}

bool guessing_may_add(const App *app) {
    const AppTeach *teach = &app->teach;
    return teach->group_count < TEACH_GROUPS && guess_is_drawn(&teach->groups[teach->group_count - 1]);
}

void guessing_add_group(App *app) {
    app->teach.groups[app->teach.group_count++] = fresh(teach_step(app));
    forget_clicks(app);
}

static void add_stroke(App *app, Point to) {
    AppTeach *teach = &app->teach;
    const ChartPlace *place = &app->place;
    Point from = teach->last;
    guess_stroke(present(app), chart_step(place, from.x), chart_factor(place, from.y),
                 chart_step(place, to.x), chart_factor(place, to.y));
    teach->last = to;
}

static void click_steps(const App *app, double steps[TEACH_CLICKS]) {
    double end = (double)app->scenario.schedule.warmup_iters;
    steps[0] = 0, steps[1] = end / 2, steps[2] = end;
}

/* The value counts at the nearest of the three steps. */
static void take_click(App *app) {
    AppTeach *teach = &app->teach;
    double all[TEACH_CLICKS], steps[TEACH_CLICKS], factors[TEACH_CLICKS];
    double step = chart_step(&app->place, teach->last.x);
    int nearest = 0, count = 0;
    click_steps(app, all);
    for (int i = 1; i < TEACH_CLICKS; i++)
        if (fabs(all[i] - step) < fabs(all[nearest] - step)) nearest = i;
    teach->clicked[nearest] = chart_factor(&app->place, teach->last.y);
    for (int i = 0; i < TEACH_CLICKS; i++) {
        if (isnan(teach->clicked[i])) continue;
        steps[count] = all[i];
        factors[count++] = teach->clicked[i];
    }
    guess_through(present(app), steps, factors, count);
}

static Point held_in(Box box, double x, double y) {
    return (Point){fmax(box.x, fmin(box.x + box.w, x)), fmax(box.y, fmin(box.y + box.h, y))};
}

void guessing_take(App *app) {
    AppTeach *teach = &app->teach;
    Ui *ui = &app->ui;
    Point at = held_in(app->place.plot, ui->x, ui->y);
    if (ui_over(ui, ID_GUESS, app->place.plot)) ui->cursor = CURSOR_GRAB;
    if (ui_pressed(ui, ID_GUESS, app->place.plot)) {
        teach->held = true;
        teach->stroked = false;
        teach->last = at;
    }
    if (!teach->held) return;
    bool moved = teach->stroked || hypot(at.x - teach->last.x, at.y - teach->last.y) > STILL;
    if (ui->input->kind == INPUT_MOVE && moved) {
        if (!teach->stroked) forget_clicks(app);
        teach->stroked = true;
        add_stroke(app, at);
    }
    if (!ui_released(ui, ID_GUESS)) return;
    teach->held = false;
    if (!teach->stroked) take_click(app);
}

const char *guessing_name(const App *app, int group) {
    static const char *const names[TEACH_GROUPS] = {"group 1", "group 2", "group 3", "group 4"};
    return app->teach.group_count > 1 ? names[group] : "your guess";
}

Color guessing_color(const App *app, int group) {
    const Theme *theme = app->theme;
    const Color colors[TEACH_GROUPS] = {theme->term_factor, theme->pinned[0], theme->pinned[1],
                                        theme->pinned[3]};
    return colors[group];
}

static bool are_shown(const App *app) {
    const LessonStep *step = teach_step(app);
    if (app->teach.guess_step < 0) return false;
    return step->guess || lesson_step_shows(step, LESSON_GUESSES);
}

void guessing_fill(const App *app, Chart *chart, ChartGuess *guesses) {
    const AppTeach *teach = &app->teach;
    if (!are_shown(app)) return;
    chart->guesses = guesses;
    chart->guess_count = teach->group_count;
    chart->guesses_done = teach->revealed || !teach_step(app)->guess;
    for (int i = 0; i < teach->group_count; i++)
        guesses[i] = (ChartGuess){.from = teach->groups[i].from,
                                  .to = teach->groups[i].to,
                                  .factors = teach->groups[i].factors,
                                  .count = GUESS_COLUMNS,
                                  .label = guessing_name(app, i),
                                  .color = guessing_color(app, i)};
}
