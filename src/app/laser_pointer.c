#include "app/laser_pointer.h"

#include "app/app.h"

#include <math.h>
#include <string.h>

static const double FADES = 1.2, FRAME = 1 / 60.0; /* seconds */
static const double LIGHT = 0.17, DIM = 0.62;      /* of the height; how dark the rest is */

static void forget(AppPointer *pointer, int count) {
    pointer->count -= count;
    memmove(pointer->trail, pointer->trail + count, (size_t)pointer->count * sizeof *pointer->trail);
    memmove(pointer->times, pointer->times + count, (size_t)pointer->count * sizeof *pointer->times);
}

static void add(AppPointer *pointer, const Input *input) {
    if (pointer->count == POINTER_TRAIL) forget(pointer, 1);
    pointer->trail[pointer->count] = (Point){input->x, input->y};
    pointer->times[pointer->count++] = input->time;
}

/* However long it was held still: it stays for its time from here on. */
static void end_stroke(AppPointer *pointer, double time) {
    pointer->drawing = false;
    if (pointer->count) pointer->times[pointer->count - 1] = time;
}

/* Takes a button's press. A new stroke begins anew: no line leads to it. */
static void take_button(App *app) {
    AppPointer *pointer = &app->pointer;
    const Input *input = app->ui.input;
    bool right = input->button == BUTTON_RIGHT;
    if (input->kind == INPUT_PRESS && right) {
        pointer->count = 0;
        pointer->drawing = app->ui.used = true;
    }
    if (input->kind == INPUT_RELEASE && right) end_stroke(pointer, input->time);
    if (pointer->drawing && (input->kind == INPUT_PRESS || input->kind == INPUT_MOVE)) add(pointer, input);
}

void pointer_take(App *app) {
    Ui *ui = &app->ui;
    const Input *input = ui->input;
    if (ui->covered || ui->used) return;
    take_button(app);
    if (input->kind != INPUT_KEY || input->key != 's' || input->ctrl || input->alt) return;
    app->pointer.spotlight = !app->pointer.spotlight;
    ui->used = true;
}

static void fade(App *app, double time) {
    AppPointer *pointer = &app->pointer;
    int old = 0;
    while (old < pointer->count && time - pointer->times[old] >= FADES) old++;
    forget(pointer, old);
    if (pointer->count) app_wake(app, time + FRAME);
}

/* Shows or hides at once where motion is reduced: it stays as it is while it is drawn and a little longer. */
static void go_at_once(App *app, double time) {
    AppPointer *pointer = &app->pointer;
    if (pointer->drawing || pointer->count == 0) return;
    double end = pointer->times[pointer->count - 1] + FADES;
    if (time >= end)
        pointer->count = 0;
    else
        app_wake(app, end);
}

void pointer_tick(App *app, double time) {
    AppPointer *pointer = &app->pointer;
    pointer->now = time;
    if (!app->present.on) {
        pointer->drawing = false;
        pointer->count = 0;
    }
    (app->reduced_motion ? go_at_once : fade)(app, time);
}

static void draw_trail(App *app) {
    const AppPointer *pointer = &app->pointer;
    for (int i = 1; i < pointer->count; i++) {
        double gone = app->reduced_motion ? 0 : (pointer->now - pointer->times[i]) / FADES;
        double left = fmax(0, 1 - gone);
        Stroke stroke = {
            .color = scene_fade(app->theme->error, left), .width = app->height / 110, .round = 1};
        scene_line(&app->scene, pointer->trail + i - 1, 2, stroke);
    }
}

enum { CIRCLE = 64 };

/* Once around the screen, and once back around the light, so that this stays out of it. */
static void draw_dark(App *app) {
    const Ui *ui = &app->ui;
    Point path[CIRCLE + 6] = {{0, 0}, {app->width, 0}, {app->width, app->height}, {0, app->height}, {0, 0}};
    double radius = LIGHT * app->height, turn = 2 * acos(-1) / CIRCLE;
    for (int i = 0; i <= CIRCLE; i++)
        path[5 + i] = (Point){ui->x + radius * cos(-i * turn), ui->y + radius * sin(-i * turn)};
    scene_polygon(&app->scene, path, CIRCLE + 6, scene_fade(0x000000FF, DIM));
}

void pointer_draw(App *app) {
    scene_group(&app->scene, "pointer");
    if (app->pointer.spotlight && app->ui.inside) draw_dark(app);
    draw_trail(app);
    scene_group_end(&app->scene);
}
