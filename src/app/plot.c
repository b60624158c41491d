#include "app/annotating.h"
#include "app/measuring.h"
#include "app/milestone_marks.h"
#include "app/parts.h"
#include "app/transport.h"
#include "app/values.h"
#include "app/viewing.h"
#include "ui/slider.h"

#include <math.h>

static int64_t last_step(const App *app) {
    return app->scenario.schedule.total_steps - 1;
}

/* A quarter of the warm-up, until a step is pointed at: there every part of the formula has something to say.
 */
int64_t viewing_step(const App *app) {
    int64_t step = app->crosshair == CHART_NO_STEP ? app->scenario.schedule.warmup_iters / 4 : app->crosshair;
    return step < last_step(app) ? step : last_step(app);
}

/* Looks at a step. What the pointer only passes over leaves the playhead where it is. */
static void look_at(App *app, double step) {
    app->crosshair = (int64_t)round(fmin((double)last_step(app), fmax(0, step)));
}

void viewing_point_at(App *app, double step) {
    look_at(app, step);
    app->play.on = false;
    app->play.at = (double)app->crosshair;
}

static bool hot(const App *app, UiId id) {
    return app->ui.active == id || ui_ring_shown(&app->ui, id);
}

Chart viewing_chart(App *app) {
    return (Chart){.schedule = &app->scenario.schedule,
                   .view = app->view,
                   .theme = app->theme,
                   .measure = app->ui.measure,
                   .em = 1,
                   .rates_left = app->scenario.view_rates,
                   .overlays = app->overlays.list,
                   .overlay_count = app->overlays.count,
                   .annotations = app->overlays.annotations,
                   .annotation_count = app->overlays.annotation_count,
                   .logs = app->logs.open.drawn,
                   .log_count = app->logs.open.count,
                   .scratch = &app->words,
                   .crosshair = viewing_step(app),
                   .formula_step = viewing_step(app),
                   .handles = !app->scenario.schedule.function,
                   .hot_handle = hot(app, ID_HANDLE_FACTOR)  ? 1
                                 : hot(app, ID_HANDLE_ITERS) ? 2
                                                             : 0};
}

static void draw_card(App *app, Box card) {
    scene_box(&app->scene, card, 12, app->theme->card, (Stroke){.color = app->theme->edge, .width = 1});
}

static void draw_plot(App *app, Box card) {
    curves_gather(app);
    viewing_update(app);
    Chart chart = viewing_chart(app);
    if (app->drag.kind == DRAG_BOX) chart.crosshair = CHART_NO_STEP; /* its readout would lie in the way */
    chart.quiet = app->ui.edit.id == ID_ANNOTATION_TEXT; /* it would lie below the field */
    chart.reserved = viewing_fit_width(app);
    chart.marked = app->mark.set;
    chart.mark = app->mark.step;
    chart.mark_hot = hot(app, ID_MARK);
    draw_card(app, card);
    app->layout = chart_plot(&app->scene, card, &chart);
}

/* A drag is read on the axes as they were when it began, or a view that makes room would carry the value
   away; on the present ones where they are of another kind by now. */
static const ChartLayout *axes(App *app) {
    bool same = app->drag_layout.view.axis == app->layout.view.axis;
    if (!app->ui.active || !same) app->drag_layout = app->layout;
    return &app->drag_layout;
}

static void factor_handle(App *app) {
    if (!app->layout.handle_shown[0] && app->ui.active != ID_HANDLE_FACTOR) return;
    const ChartLayout *layout = axes(app);
    UiMove move = ui_handle(&app->ui, ID_HANDLE_FACTOR, app->layout.handles[0], true);
    double point = chart_factor(layout, move.to - 0.5) - chart_factor(layout, move.to + 0.5);
    double value = fmax(app->ranges[PARAMETER_WARMUP_FACTOR].low, chart_factor(layout, move.to));
    values_place(app, PARAMETER_WARMUP_FACTOR, move, value, point);
}

static void iters_handle(App *app) {
    if (!app->layout.handle_shown[1] && app->ui.active != ID_HANDLE_ITERS) return;
    const ChartLayout *layout = axes(app);
    UiMove move = ui_handle(&app->ui, ID_HANDLE_ITERS, app->layout.handles[1], false);
    double point = (layout->view.x1 - layout->view.x0) / layout->plot.w;
    double value = fmin(layout->view.x1, fmax(0, chart_step(layout, move.to)));
    values_place(app, PARAMETER_WARMUP_ITERS, move, value, point);
}

/* Returns where a key takes the crosshair from `step`, or the same step. */
static double step_by_key(App *app, double step) {
    Ui *ui = &app->ui;
    if (ui_key(ui, ID_PLOT, KEY_LEFT)) return step - 1;
    if (ui_key(ui, ID_PLOT, KEY_RIGHT)) return step + 1;
    if (ui_key(ui, ID_PLOT, KEY_PAGE_DOWN)) return step - 10;
    if (ui_key(ui, ID_PLOT, KEY_PAGE_UP)) return step + 10;
    if (ui_key(ui, ID_PLOT, KEY_HOME)) return 0;
    if (ui_key(ui, ID_PLOT, KEY_END)) return (double)last_step(app);
    return step;
}

/* Moves the crosshair by key and keeps it in sight; with Shift the arrows move the view. */
static void crosshair_by_key(App *app) {
    double step = (double)viewing_step(app);
    double to = app->ui.input->shift ? step : step_by_key(app, step);
    if (to == step) return;
    viewing_point_at(app, to);
    viewing_reveal(app, app->crosshair);
}

/* Moves the crosshair by pointer. Panning takes it along; while it plays, only a press moves it. */
static void crosshair_by_pointer(App *app) {
    Ui *ui = &app->ui;
    bool rests = ui->arrived && present_has_lesson(app);
    bool hovering = ui->input->kind == INPUT_MOVE && !app->play.on && !rests;
    bool pressing = ui->input->kind == INPUT_PRESS && ui->input->button == BUTTON_LEFT;
    bool pointing = hovering || pressing || ui->active == ID_PLOT;
    if (app->drag.kind == DRAG_PAN && app->drag.moved) return;
    if (!pointing || !ui_over(ui, ID_PLOT, app->layout.plot)) return;
    (ui->active == ID_PLOT || pressing ? viewing_point_at : look_at)(app, chart_step(&app->layout, ui->x));
}

void viewing_show_plot(App *app, Box card, bool draw) {
    scene_group(&app->scene, "plot");
    if (draw) draw_plot(app, card);
    ui_stop(&app->ui, ID_PLOT, app->layout.plot);
    ui_ring(&app->ui, ID_PLOT, box_inset(card, 3, 3), 9);
    crosshair_by_key(app);
    annotating_take(app);
    factor_handle(app);
    iters_handle(app);
    measuring_take(app);
    transport_show(app, card);
    milestone_marks_show(app, card, draw);
    viewing_show_fit(app);
    viewing_take(app, card);
    crosshair_by_pointer(app);
    if (draw) viewing_draw_box(app);
    if (draw) annotating_draw(app);
    if (draw) viewing_draw_lost(app);
    scene_group_end(&app->scene);
}

/* Shows the plot of a presentation, without pan, zoom and measuring: what a room looks at stays where it
   is. */
void viewing_present_plot(App *app, Box box, const Chart *chart, bool draw) {
    scene_group(&app->scene, "plot");
    if (draw) app->layout = chart_plot(&app->scene, box, chart);
    if (chart->handles) {
        factor_handle(app);
        iters_handle(app);
    }
    if (chart_shows(chart, CHART_CURVE)) crosshair_by_pointer(app);
    scene_group_end(&app->scene);
}

void strip_show(App *app, Box card, double reserved) {
    scene_group(&app->scene, "formula");
    draw_card(app, card);
    Chart chart = viewing_chart(app);
    chart.reserved = reserved;
    chart_formula(&app->scene, card, &chart);
    scene_group_end(&app->scene);
}
