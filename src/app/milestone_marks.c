#include "app/milestone_marks.h"

#include "app/parts.h"
#include "app/values.h"
#include "base/number.h"
#include "ui/slider.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static const double AWAY = 48;       /* points from the axis: let go there, it is removed */
static const double STRIP = 30;      /* of the axis below the plot that takes double clicks */
static const double KEY_STEPS = 100; /* arrow keys across what is shown */
static const double SIZE = 7, HOT_SIZE = 9;

static double axis_y(const App *app) {
    return app->layout.plot.y + app->layout.plot.h;
}

static int64_t start(const App *app) {
    return schedule_decay_start(&app->scenario.schedule);
}

static double place_x(const App *app, int i) {
    return chart_x(&app->layout, (double)(start(app) + app->scenario.schedule.milestones[i]));
}

static bool seen(const App *app, double x) {
    return x >= app->layout.plot.x && x <= app->layout.plot.x + app->layout.plot.w;
}

static bool held(const App *app, int i) {
    return app->ui.active == ID_MILESTONES + (UiId)i;
}

/* Held so far from the axis that letting go removes it. */
static bool leaving(const App *app, int i) {
    return held(app, i) && fabs(app->ui.y - axis_y(app)) > AWAY;
}

/* The list as it is typed, with `value` for (or, beyond the last one, after) the i-th; 0 leaves that one out.
 */
static void put(App *app, int i, int64_t value) {
    const Schedule *schedule = &app->scenario.schedule;
    Text list = {0};
    for (int k = 0; k < schedule->milestone_count || k <= i; k++) {
        if (k == i && !value) continue;
        if (list.length) text_add(&list, ",");
        if (k == i)
            text_addf(&list, "%" PRId64, value);
        else
            parameter_print_milestone(schedule, k, &list);
    }
    values_read(app, PARAMETER_MILESTONES, list.length ? text_string(&list) : "none");
    text_free(&list);
}

/* Between its neighbours, so that the order stays. */
static void move_to(App *app, int i, double milestone) {
    const Schedule *schedule = &app->scenario.schedule;
    int64_t min = i > 0 ? schedule->milestones[i - 1] + 1 : 1;
    bool last = i + 1 == schedule->milestone_count;
    int64_t max = last ? SCHEDULE_STEPS_MAX : schedule->milestones[i + 1] - 1;
    put(app, i, (int64_t)fmax((double)min, fmin((double)max, round(milestone))));
}

/* Returns the roundest number of steps that is no more than `steps`. */
static double grain(double steps) {
    return pow(10, fmax(0, floor(log10(steps))));
}

static void drag_to(App *app, int i, UiMove move) {
    const ChartLayout *layout = &app->drag_layout;
    double unit = grain((layout->view.x1 - layout->view.x0) / layout->plot.w * (move.fine ? 0.1 : 1));
    move_to(app, i, round((chart_step(layout, move.to) - (double)start(app)) / unit) * unit);
}

static void step_by(App *app, int i, double steps) {
    const ChartView *view = &app->layout.view;
    double unit = grain((view->x1 - view->x0) / KEY_STEPS);
    move_to(app, i, (double)app->scenario.schedule.milestones[i] + steps * unit);
    history_record(&app->history, &app->scenario, 1 + PARAMETER_ALL + i);
}

static void obey(App *app, int i, UiMove move) {
    switch (move.event) {
    case UI_DRAGGED: drag_to(app, i, move); break;
    case UI_STEPPED: step_by(app, i, move.steps); break;
    case UI_TO_LOW: move_to(app, i, 1); break;
    case UI_TO_HIGH: move_to(app, i, (double)(app->scenario.schedule.total_steps - start(app))); break;
    case UI_TAKEN_BACK: app->scenario.schedule = *history_present(&app->history); break;
    case UI_RESET: put(app, i, 0); break;
    case UI_NOTHING: break;
    }
}

/* False when the list has changed under the hand. */
static bool take(App *app, int i) {
    UiId id = ID_MILESTONES + (UiId)i;
    bool was_leaving = leaving(app, i);
    if (!app->ui.active) app->drag_layout = app->layout;
    UiMove move = ui_handle(&app->ui, id, (Point){place_x(app, i), axis_y(app)}, false);
    obey(app, i, move);
    bool let_go = was_leaving && move.event != UI_TAKEN_BACK && app->ui.active != id;
    if (!let_go && !ui_key(&app->ui, id, KEY_DELETE)) return move.event == UI_NOTHING;
    put(app, i, 0);
    return false;
}

static Box strip(const App *app) {
    Box plot = app->layout.plot;
    return (Box){plot.x, plot.y + plot.h, plot.w, STRIP};
}

static bool has_room(const App *app) {
    return app->scenario.schedule.milestone_count < SCHEDULE_MILESTONES_MAX;
}

/* Returns where a double click would add one, or 0. */
static int64_t addable(const App *app) {
    const ChartView *view = &app->layout.view;
    double unit = grain((view->x1 - view->x0) / app->layout.plot.w);
    double milestone = round((chart_step(&app->layout, app->ui.x) - (double)start(app)) / unit) * unit;
    const Schedule *schedule = &app->scenario.schedule;
    for (int i = 0; i < schedule->milestone_count; i++)
        if ((double)schedule->milestones[i] == milestone) return 0;
    return milestone >= 1 && has_room(app) ? (int64_t)milestone : 0;
}

static void add(App *app) {
    int64_t milestone = addable(app);
    if (!milestone || app->ui.input->clicks < 2 || !ui_pressed(&app->ui, ID_AXIS, strip(app))) return;
    app->ui.active = 0;
    put(app, app->scenario.schedule.milestone_count, milestone);
}

static void draw_marker(App *app, double x, bool hot, bool faint) {
    const Theme *theme = app->theme;
    double size = hot ? HOT_SIZE : SIZE, y = axis_y(app);
    const Point shape[] = {{x, y - size}, {x + size, y}, {x, y + size}, {x - size, y}, {x, y - size}};
    scene_polygon(&app->scene, shape, 4, faint ? scene_fade(theme->accent, 0.3) : theme->accent);
    scene_line(&app->scene, shape, 5, (Stroke){.color = theme->card, .width = 1.5});
}

/* Words below the axis' numbers, or above the axis where the card ends too soon; kept beside the plot. */
static void draw_words(App *app, Box card, double x, const char *words) {
    enum { HEIGHT = 22, BELOW = 30, ABOVE = 38 };
    TextStyle style = {FONT_WORDS, 12, app->theme->text};
    Box plot = app->layout.plot;
    bool below = axis_y(app) + BELOW + HEIGHT < card.y + card.h;
    double width = measure_text(app->ui.measure, style, words) + 16;
    double left = fmax(plot.x, fmin(plot.x + plot.w - width, x - width / 2));
    Box box = {left, axis_y(app) + (below ? BELOW : -ABOVE), width, HEIGHT};
    scene_box(&app->scene, box, 6, app->theme->control, (Stroke){.color = app->theme->edge, .width = 1});
    scene_text(&app->scene, box.x + 8, box.y + 15.5, ALIGN_LEFT, style, words);
}

static bool pointed_at(const App *app, int i) {
    const Ui *ui = &app->ui;
    bool near = hypot(ui->x - place_x(app, i), ui->y - axis_y(app)) <= 2 * SIZE;
    return held(app, i) || ui_ring_shown(ui, ID_MILESTONES + (UiId)i) || (ui->inside && !ui->active && near);
}

/* Returns whether it said something. */
static bool draw_one(App *app, Box card, int i) {
    double x = place_x(app, i);
    bool hot = pointed_at(app, i);
    if (!seen(app, x)) return false;
    draw_marker(app, x, hot, leaving(app, i));
    if (!hot) return false;
    int64_t step = start(app) + app->scenario.schedule.milestones[i];
    char words[96];
    snprintf(words, sizeof words, leaving(app, i) ? "let go to remove it" : "milestone at step %s",
             number_grouped(step).text);
    draw_words(app, card, x, words);
    return true;
}

static void draw(App *app, Box card) {
    bool said = false;
    scene_group(&app->scene, "milestones");
    for (int i = 0; i < app->scenario.schedule.milestone_count; i++) said = draw_one(app, card, i) || said;
    bool over = ui_over(&app->ui, ID_AXIS, strip(app)) && !app->ui.active;
    if (said || !over || !addable(app)) return;
    draw_marker(app, app->ui.x, false, true);
    draw_words(app, card, app->ui.x, "double-click: a milestone here");
}

void milestone_marks_show(App *app, Box card, bool draws) {
    const Schedule *schedule = &app->scenario.schedule;
    if (schedule->decay != DECAY_MULTISTEP) return;
    for (int i = 0; i < schedule->milestone_count; i++)
        if ((held(app, i) || (!app->ui.active && seen(app, place_x(app, i)))) && !take(app, i)) break;
    add(app);
    if (draws) draw(app, card);
}
