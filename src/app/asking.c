#include "app/asking.h"

#include "app/parts.h"
#include "app/viewing.h"
#include "schedule/query.h"
#include "ui/field.h"
#include "ui/widgets.h"

#include <math.h>

enum { WIDTH = 460, EDGE = 10, PAD = 12, FIELD = 28, BUTTON = 26, GAP = 8, HEIGHT = 74 };

static const char *const hint = "A step (1200, 6e, 10%) or a rate (lr < 1e-4, factor >= 50%)";

void asking_open(App *app) {
    app->asking = (AppAsking){.open = true, .answer = -1};
    ui_take_focus(&app->ui, ID_FIND, false);
    ui_edit_begin(&app->ui, ID_FIND, "");
}

void asking_close(App *app) {
    app->asking.open = false;
    if (app->ui.edit.id == ID_FIND) ui_edit_end(&app->ui);
    if (app->ui.focus == ID_FIND || app->ui.focus == ID_FIND_NEXT) ui_take_focus(&app->ui, ID_PLOT, false);
}

static void go_to(App *app, int64_t step) {
    app->asking.answer = step;
    if (step < 0) return;
    viewing_point_at(app, (double)step);
    viewing_reveal(app, step);
}

/* The first answer while it is typed, the next one for each further Enter; after the last the first again. */
static void answer(App *app, bool next) {
    ScheduleQuery query;
    Text why = {0};
    const Schedule *schedule = &app->scenario.schedule;
    int64_t after = next ? app->asking.answer : -1, step = -1;
    if (schedule_query_read(schedule, app->ui.edit.text, &query, &why)) {
        step = schedule_query_next(schedule, &query, after);
        if (step < 0 && after >= 0) step = schedule_query_next(schedule, &query, -1);
    }
    go_to(app, step);
    text_free(&why);
}

/* Draws the answer in words, or why the question cannot be answered. */
static void draw_answer(App *app, double x, double y, double width) {
    ScheduleQuery query;
    const Theme *theme = app->theme;
    TextStyle style = {FONT_WORDS_MEDIUM, 12.5, theme->muted};
    text_clear(&app->words);
    if (!app->ui.edit.length) {
        text_add(&app->words, hint);
    } else if (schedule_query_read(&app->scenario.schedule, app->ui.edit.text, &query, &app->words)) {
        bool found = app->asking.answer >= 0;
        style.color = found ? theme->text : theme->above_ink;
        schedule_query_words(&app->scenario.schedule, &query, app->asking.answer, &app->words);
    }
    ui_line(&app->ui, x, y, width, style, text_string(&app->words));
}

/* While the line is open it is typed in; the button leaves it so. */
static void obey(App *app, UiTyped typed, bool next, bool close) {
    if (typed == UI_TYPED_TEXT) app->asking.entered = false;
    if (typed == UI_TYPED_TEXT) answer(app, false);
    if (typed == UI_TYPED_ENTER || next) answer(app, next || app->asking.entered);
    if (typed == UI_TYPED_ENTER || next) app->asking.entered = true;
    if (close || typed == UI_TYPED_ESCAPE) asking_close(app);
}

void asking_show(App *app, Box card) {
    Ui *ui = &app->ui;
    if (ui->covered || app->ranging.open) asking_close(app);
    if (!app->asking.open) return;
    double width = fmin(WIDTH, card.w - 2 * EDGE), button = ui_button_width(ui, "Next", "Enter");
    Box bar = {card.x + card.w - EDGE - width, card.y + EDGE, width, HEIGHT};
    double right = bar.x + bar.w - PAD, y = bar.y + PAD - 2;
    scene_group(&app->scene, "find");
    scene_box(&app->scene, bar, 10, app->theme->panel, (Stroke){.color = app->theme->axis, .width = 1});
    bool close = ui_button(ui, ID_FIND_CLOSE, (Box){right - BUTTON, y + 1, BUTTON, BUTTON}, "×", "");
    Box next_box = {right - BUTTON - GAP - button, y + 1, button, BUTTON};
    bool next = ui_button(ui, ID_FIND_NEXT, next_box, "Next", "Enter");
    Box field = {bar.x + PAD, y, right - 2 * GAP - BUTTON - button - bar.x - PAD, FIELD};
    if (!ui->edit.id) ui->edit.id = ID_FIND; /* whoever has the focus, typing goes on */
    ui_stop(ui, ID_FIND, field);
    obey(app, ui_field(ui, ID_FIND, field, (UiField){.shown = "", .words = true}), next, close);
    if (ui->edit.id == ID_FIND) ui->edit.box = bar; /* its buttons are no way out of it */
    if (app->asking.open) draw_answer(app, bar.x + PAD, bar.y + HEIGHT - 14, bar.w - 2 * PAD);
    if (ui->input->kind == INPUT_PRESS && box_contains(bar, ui->x, ui->y)) ui->used = true;
    scene_group_end(&app->scene);
}
