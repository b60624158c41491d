#include "app/viewing.h"

#include "app/parts.h"
#include "app/values.h"
#include "chart/view.h"
#include "ui/widgets.h"

#include <math.h>

static const double NOTCH = 0.8;     /* of what is shown remains after a notch or a key */
static const double FINGERS = 48;    /* points that two fingers move for what a wheel calls a notch */
static const double PRESS_AREA = 4;  /* points: what stays within is a click */
static const double MIN_SIDE = 8;  /* a box thinner than that means the whole other side */
static const double KEY_SHARE = 0.1; /* of the view, for an arrow key */

static ChartView everything(const App *app) {
    ChartView all = figure_everything(&app->scenario, &app->overlays, &app->logs.open);
    if (values_held(app) && app->view.axis == all.axis) all.knee = app->view.knee;
    return all;
}

static ChartView automatic_view(const App *app) {
    const Schedule *schedule = &app->scenario.schedule;
    ChartView view = app->everything;
    if (!values_held(app)) return view;
    double min, greatest;
    schedule_range(schedule, 0, (double)schedule->total_steps, &min, &greatest);
    view.y0 = fmin(app->view.y0, min);
    view.y1 = fmax(app->view.y1, fmax(1, greatest));
    return view;
}

void viewing_update(App *app) {
    app->everything = everything(app);
    ChartView automatic = automatic_view(app);
    app->view = figure_view(&app->scenario, app->scenario.view_fixed ? &app->everything : &automatic);
}

/* As it is shown, so that what is saved is a range whatever was typed. */
static void keep(App *app, ChartView any) {
    ChartView view = view_limited(any, &app->everything);
    Scenario *scenario = &app->scenario;
    scenario->view_fixed = true;
    scenario->view_steps[0] = view.x0;
    scenario->view_steps[1] = view.x1;
    scenario->view_factor[0] = view.y0;
    scenario->view_factor[1] = view.y1;
}

void viewing_fit(App *app) {
    app->scenario.view_fixed = false;
}

void viewing_set(App *app, ChartView view) {
    keep(app, view);
}

void viewing_change_axis(App *app) {
    app->scenario.view_asinh = !app->scenario.view_asinh;
}

void viewing_change_left(App *app) {
    app->scenario.view_rates = !app->scenario.view_rates;
}

/* Returns a point of the window as shares of the plot. */
static Point share_of(const ChartLayout *layout, double x, double y) {
    return (Point){(x - layout->plot.x) / layout->plot.w, (layout->plot.y + layout->plot.h - y) / layout->plot.h};
}

static double held_between(double min, double value, double max) {
    return fmax(min, fmin(max, value));
}

/* The ways that the pointer's place leads: both inside the plot, one of them over an axis. */
typedef struct Ways {
    bool across, up;
} Ways;

static Ways ways_at(const App *app) {
    Box plot = app->layout.plot;
    return (Ways){app->ui.x >= plot.x && app->ui.x <= plot.x + plot.w,
                  app->ui.y >= plot.y && app->ui.y <= plot.y + plot.h};
}

/* Returns the box of the plot with its axes, as far as the card reaches. */
static Box area_of(const App *app, Box card) {
    double top = app->layout.plot.y;
    return (Box){card.x, top, card.w, card.y + card.h - top};
}

static void zoom(App *app, Point at, double by_x, double by_y) {
    keep(app, view_zoomed(app->layout.view, at.x, at.y, by_x, by_y, &app->everything));
}

static void pan(App *app, double x, double y) {
    keep(app, view_panned(app->layout.view, x, y, &app->everything));
}

void viewing_reveal(App *app, int64_t step) {
    double x = share_of(&app->layout, chart_x(&app->layout, (double)step), 0).x;
    if (x < 0) pan(app, x - KEY_SHARE, 0);
    if (x > 1) pan(app, x - 1 + KEY_SHARE, 0);
}

static void turn(App *app, Ways ways) {
    const Input *input = app->ui.input;
    Box plot = app->layout.plot;
    if (input->touchpad && !input->ctrl) {
        pan(app, ways.across ? input->wheel_x * FINGERS / plot.w : 0,
            ways.up ? input->wheel_y * FINGERS / plot.h : 0);
        return;
    }
    double by = pow(NOTCH, input->wheel_y != 0 ? input->wheel_y : input->wheel_x);
    zoom(app, share_of(&app->layout, app->ui.x, app->ui.y), ways.across && !input->alt ? by : 1,
         ways.up && !input->shift ? by : 1);
}

static void let_go(App *app) {
    app->drag.kind = DRAG_NONE;
    app->ui.active = 0;
}

/* Cancels the drag and restores the view from its start. */
static void take_back(App *app) {
    if (app->drag.was_fixed)
        keep(app, app->drag.layout.view);
    else
        viewing_fit(app);
    let_go(app);
    app->ui.used = true;
}

static void begin_drag(App *app, AppDragKind kind, Ways ways) {
    app->drag = (AppDrag){.kind = kind,
                          .across = ways.across,
                          .up = ways.up,
                          .was_fixed = app->scenario.view_fixed,
                          .from = {app->ui.x, app->ui.y},
                          .layout = app->layout};
}

static void drag(App *app) {
    const AppDrag *held = &app->drag;
    Box plot = held->layout.plot;
    double x = app->ui.x - held->from.x, y = app->ui.y - held->from.y;
    if (hypot(x, y) >= PRESS_AREA) app->drag.moved = true;
    if (!held->moved || held->kind != DRAG_PAN) return;
    keep(app, view_panned(held->layout.view, held->across ? -x / plot.w : 0, held->up ? y / plot.h : 0,
                          &app->everything));
}

/* Returns the box from where the button went down to the pointer, cut to the plot. */
static Box drawn_box(const App *app) {
    Box plot = app->layout.plot;
    Point from = app->drag.from;
    Point to = {held_between(plot.x, app->ui.x, plot.x + plot.w),
                held_between(plot.y, app->ui.y, plot.y + plot.h)};
    Box box = {fmin(from.x, to.x), fmin(from.y, to.y), fabs(to.x - from.x), fabs(to.y - from.y)};
    if (box.w < MIN_SIDE && box.h < MIN_SIDE) return (Box){0};
    if (box.w < MIN_SIDE) box.x = plot.x, box.w = plot.w;
    if (box.h < MIN_SIDE) box.y = plot.y, box.h = plot.h;
    return box;
}

static void zoom_to_box(App *app) {
    Box box = drawn_box(app);
    bool clicked = !app->drag.moved;
    let_go(app);
    app->ui.used = true;
    if (clicked) menu_open(app, (Point){app->ui.x, app->ui.y});
    if (clicked || box.w == 0) return;
    Point a = share_of(&app->layout, box.x, box.y), b = share_of(&app->layout, box.x + box.w, box.y + box.h);
    keep(app, view_between(app->layout.view, a.x, a.y, b.x, b.y, &app->everything));
}

static void press(App *app, Box card) {
    Ui *ui = &app->ui;
    Ways ways = ways_at(app);
    if (ways.across != ways.up && ui->input->clicks >= 2 && ui_pressed(ui, ID_PLOT, area_of(app, card))) {
        ui->active = 0;
        ranging_open(app, ways.across);
        return;
    }
    if ((ways.across || ways.up) && ui_pressed(ui, ID_PLOT, area_of(app, card))) {
        ui_take_focus(ui, ID_PLOT, false);
        begin_drag(app, DRAG_PAN, ways);
        if (ui->input->clicks < 2 || !ways.across || !ways.up) return;
        let_go(app);
        viewing_fit(app);
    } else if (!ui->used && ui->input->button == BUTTON_RIGHT && ui_over(ui, ID_ZOOM_BOX, app->layout.plot)) {
        ui_take_focus(ui, ID_PLOT, false);
        ui->active = ID_ZOOM_BOX;
        ui->used = true;
        begin_drag(app, DRAG_BOX, ways);
    }
}

/* The button that began it is up, or another has come between. */
static void release(App *app) {
    Button button = app->ui.input->button;
    if (app->drag.kind == DRAG_BOX && button == BUTTON_RIGHT)
        zoom_to_box(app);
    else if (app->drag.kind == DRAG_PAN && button == BUTTON_LEFT)
        let_go(app);
}

static void pan_by_key(App *app) {
    static const struct {
        Key key;
        double x, y;
    } ways[] = {{KEY_LEFT, -1, 0}, {KEY_RIGHT, 1, 0}, {KEY_DOWN, 0, -1}, {KEY_UP, 0, 1}};
    for (int i = 0; i < 4; i++)
        if (ui_chord(&app->ui, ID_PLOT, ways[i].key)) pan(app, KEY_SHARE * ways[i].x, KEY_SHARE * ways[i].y);
}

void viewing_take(App *app, Box card) {
    Ui *ui = &app->ui;
    bool held = ui->active == ID_PLOT || ui->active == ID_ZOOM_BOX;
    if (!held) app->drag.kind = DRAG_NONE;
    if (app->drag.kind == DRAG_PAN && app->drag.moved) ui->cursor = CURSOR_GRAB;
    switch (ui->input->kind) {
    case INPUT_PRESS: press(app, card); break;
    case INPUT_MOVE:
        if (app->drag.kind) drag(app);
        break;
    case INPUT_RELEASE: release(app); break;
    case INPUT_WHEEL:
        if (!ui_wheeled(ui, ID_PLOT, area_of(app, card))) break;
        if (!ui->edit.id) ui_take_focus(ui, ID_PLOT, false); /* so that 0, + and - are the plot's */
        turn(app, ways_at(app));
        break;
    case INPUT_KEY:
        if (app->drag.kind && ui->input->key == KEY_ESCAPE) take_back(app);
        pan_by_key(app);
        break;
    default: break;
    }
}

/* Returns where the curve is under the crosshair, or the middle of what is shown. */
static Point crosshair_share(const App *app) {
    const ChartLayout *layout = &app->layout;
    double step = (double)viewing_step(app), factor = schedule_factor(&app->scenario.schedule, viewing_step(app));
    Point at = share_of(layout, chart_x(layout, step), chart_y(layout, factor));
    bool seen = at.x >= 0 && at.x <= 1;
    return (Point){seen ? at.x : 0.5, seen && at.y >= 0 && at.y <= 1 ? at.y : 0.5};
}

void viewing_closer(App *app) {
    zoom(app, crosshair_share(app), NOTCH, NOTCH);
}

void viewing_farther(App *app) {
    zoom(app, crosshair_share(app), 1 / NOTCH, 1 / NOTCH);
}

static const char *const fit_name = "Fit", *const fit_key = "0";

double viewing_fit_width(const App *app) {
    return app->scenario.view_fixed ? ui_button_width(&app->ui, fit_name, fit_key) : 0;
}

void viewing_show_fit(App *app) {
    if (!app->scenario.view_fixed || app->layout.reserved.w == 0) return;
    if (ui_button(&app->ui, ID_FIT, app->layout.reserved, fit_name, fit_key)) viewing_fit(app);
}

void viewing_draw_box(App *app) {
    if (app->drag.kind != DRAG_BOX) return;
    Box box = drawn_box(app);
    if (box.w == 0) return;
    scene_box(&app->scene, box, 2, scene_fade(app->theme->accent, 0.12),
              (Stroke){.color = app->theme->accent, .width = 1.5});
}

/* Returns words for where the curve is, if none of it is in sight; else NULL. It begins at step 0, so it is
   never to the right. */
static const char *lost_words(const App *app) {
    const Schedule *schedule = &app->scenario.schedule;
    const ChartView *view = &app->layout.view;
    double end = fmin(view->x1, (double)schedule->total_steps), min, greatest;
    if (view->x0 >= end) return "\u2190 the curve is to the left \u00b7 0 fits";
    schedule_range(schedule, view->x0, end, &min, &greatest);
    if (min > view->y1) return "\u2191 the curve is above \u00b7 0 fits";
    return greatest < view->y0 ? "\u2193 the curve is below \u00b7 0 fits" : NULL;
}

/* Draws the words in the middle, which the readout leaves free: it keeps to the side on which the curve
   is. */
void viewing_draw_lost(App *app) {
    const char *words = app->scenario.view_fixed ? lost_words(app) : NULL;
    if (!words) return;
    const Theme *theme = app->theme;
    TextStyle style = {FONT_WORDS_MEDIUM, 12.5, theme->text};
    const double height = 28;
    double width = ceil(measure_text(app->ui.measure, style, words)) + 32;
    Box plot = app->layout.plot;
    Box pill = {round(plot.x + (plot.w - width) / 2), round(plot.y + (plot.h - height) / 2), width, height};
    scene_box(&app->scene, pill, height / 2, theme->control, (Stroke){.color = theme->axis, .width = 1});
    scene_text(&app->scene, pill.x + 16, pill.y + height / 2 + 4.5, ALIGN_LEFT, style, words);
}
