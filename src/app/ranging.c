#include "app/ranging.h"

#include "app/parts.h"
#include "app/viewing.h"
#include "base/number.h"
#include "schedule/query.h"
#include "ui/field.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 380, EDGE = 10, PAD = 12, FIELD = 28, HEIGHT = 74, END_BYTES = 64 };

void ranging_open(App *app, bool steps) {
    const ChartView *view = &app->layout.view;
    app->ranging.open = true;
    app->ranging.steps = steps;
    text_clear(&app->ranging.why);
    if (steps)
        text_setf(&app->words, "%.0f, %.0f", view->x0, view->x1);
    else
        text_setf(&app->words, "%.6g, %.6g", view->y0, view->y1);
    ui_take_focus(&app->ui, ID_RANGE, false);
    ui_edit_begin(&app->ui, ID_RANGE, text_string(&app->words));
    ui_edit_all(&app->ui);
}

void ranging_close(App *app) {
    app->ranging.open = false;
    if (app->ui.edit.id == ID_RANGE) ui_edit_end(&app->ui);
    if (app->ui.focus == ID_RANGE) ui_take_focus(&app->ui, ID_PLOT, false);
}

void ranging_steps(App *app) {
    ranging_open(app, true);
}

void ranging_heights(App *app) {
    ranging_open(app, false);
}

/* --- reading --- */

/* Steps in any unit that they are counted in. */
static bool read_step(const App *app, const char *text, double *value, Text *why) {
    ScheduleQuery query;
    bool good = schedule_query_read(&app->scenario.schedule, text, &query, why) && query.kind == QUERY_STEP;
    if (good) *value = (double)query.step;
    if (!good) text_setf(why, "%s is not a number of steps", text);
    return good;
}

/* "lr 1e-4" is a rate; else it is a factor, in percent too. */
static bool read_height(const App *app, const char *text, double *value, Text *why) {
    double percent;
    bool rate = !strncmp(text, "lr", 2);
    const char *number = rate ? text + 2 + strspn(text + 2, " =") : text;
    bool good = number_parse(number, value) || (!rate && number_parse_percent(number, &percent, value));
    if (good && rate) *value /= app->scenario.schedule.base_lr;
    if (!good) text_setf(why, "%s is not a factor; a rate is typed as lr 1e-4", text);
    return good;
}

static void trim(char *text) {
    size_t length = strlen(text), before = strspn(text, " ");
    memmove(text, text + before, length - before + 1);
    length = strlen(text);
    while (length && text[length - 1] == ' ') text[--length] = 0;
}

/* The two ends, between which stands a comma, "…", ".." or "to". */
static bool split(const char *text, char ends[2][END_BYTES]) {
    static const char *const between[] = {",", "\u2026", "..", " to ", " - "};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const char *at = strstr(text, between[i]);
        if (!at || at == text) continue;
        snprintf(ends[0], END_BYTES, "%.*s", (int)(at - text), text);
        snprintf(ends[1], END_BYTES, "%s", at + strlen(between[i]));
        trim(ends[0]);
        trim(ends[1]);
        return *ends[0] && *ends[1];
    }
    return false;
}

static bool read_range(const App *app, double range[2], Text *why) {
    char ends[2][END_BYTES];
    bool steps = app->ranging.steps;
    if (!split(app->ui.edit.text, ends)) {
        text_setf(why, "type both ends, as in %s", steps ? "0, 10k" : "0, 1.2");
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (!(steps ? read_step : read_height)(app, ends[i], &range[i], why)) return false;
    if (!(range[0] < range[1])) text_setf(why, "the first end is not below the second");
    return range[0] < range[1];
}

static void take(App *app) {
    double range[2];
    ChartView view = app->layout.view;
    text_clear(&app->ranging.why);
    if (!read_range(app, range, &app->ranging.why)) {
        ui_edit_all(&app->ui);
        return;
    }
    if (app->ranging.steps)
        view.x0 = range[0], view.x1 = range[1];
    else
        view.y0 = range[0], view.y1 = range[1];
    ranging_close(app);
    viewing_set(app, view);
}

/* --- the line --- */

static void draw_words(App *app, Box bar) {
    TextStyle title = {FONT_WORDS_MEDIUM, 12.5, app->theme->text}, hint = {FONT_WORDS_MEDIUM, 12.5, app->theme->muted};
    const char *words = app->ranging.steps ? "from, to: 0, 10% or 0, 6e \u00b7 Enter takes it" : "from, to: 0, 1.2 or 0, lr 1e-3 \u00b7 Enter takes it";
    if (app->ranging.why.length) hint.color = app->theme->error;
    ui_line(&app->ui, bar.x + PAD, bar.y + 28.5, 70, title, app->ranging.steps ? "Steps" : "Factors");
    ui_line(&app->ui, bar.x + PAD, bar.y + HEIGHT - 14, bar.w - 2 * PAD, hint,
            app->ranging.why.length ? text_string(&app->ranging.why) : words);
}

void ranging_show(App *app, Box card) {
    Ui *ui = &app->ui;
    if (ui->covered) ranging_close(app);
    if (!app->ranging.open) return;
    Box bar = {0, card.y + EDGE, fmin(WIDTH, card.w - 2 * EDGE), HEIGHT};
    bar.x = card.x + card.w - EDGE - bar.w;
    Box field = {bar.x + PAD + 64, bar.y + PAD - 2, bar.w - 2 * PAD - 64, FIELD};
    scene_group(&app->scene, "range");
    scene_box(&app->scene, bar, 10, app->theme->panel, (Stroke){.color = app->theme->axis, .width = 1});
    ui_stop(ui, ID_RANGE, field);
    UiTyped typed = ui_field(ui, ID_RANGE, field,
                             (UiField){.shown = "", .words = true, .refused = app->ranging.why.length > 0});
    if (typed == UI_TYPED_TEXT) text_clear(&app->ranging.why);
    if (typed == UI_TYPED_ENTER) take(app);
    if (typed == UI_TYPED_ESCAPE) ranging_close(app);
    if (app->ranging.open) draw_words(app, bar);
    if (ui->input->kind == INPUT_PRESS && box_contains(bar, ui->x, ui->y)) ui->used = true;
    scene_group_end(&app->scene);
}
