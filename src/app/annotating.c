#include "app/annotating.h"

#include "app/notice.h"
#include "app/parts.h"
#include "app/viewing.h"
#include "base/number.h"
#include "schedule/schedule.h"
#include "ui/field.h"
#include "ui/widgets.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 330, EDGE = 10, PAD = 12, FIELD = 28, HEIGHT = 74, AWAY = 18 };
static const double SNAP = 6, SHORTEST = 8, AROUND = 9; /* points: to a kink; of a range; of a ring */

/* --- the field --- */

static void open_field(App *app, int index, int64_t first, int64_t last) {
    const Scenario *scenario = &app->scenario;
    app->annotating = (AppAnnotating){.index = index, .first = first, .last = last};
    ui_take_focus(&app->ui, ID_ANNOTATION_TEXT, false);
    ui_edit_begin(&app->ui, ID_ANNOTATION_TEXT, index < 0 ? "" : text_string(&scenario->annotations[index].text));
    ui_edit_all(&app->ui);
}

static int note_on(const Scenario *scenario, int64_t first, int64_t last) {
    for (size_t i = 0; i < scenario->annotation_count; i++)
        if (scenario->annotations[i].first == first && scenario->annotations[i].last == last) return (int)i;
    return -1;
}

/* Steps that have a note already have that one changed. */
static void write_on(App *app, int64_t first, int64_t last) {
    int index = note_on(&app->scenario, first, last);
    if (index < 0 && app->scenario.annotation_count == SCENARIO_ANNOTATIONS_MAX)
        notice_nothing(app, "There are %d notes already, as many as a chart takes", SCENARIO_ANNOTATIONS_MAX);
    else
        open_field(app, index, first, last);
}

void annotating_write(App *app) {
    int64_t step = viewing_step(app), other = app->mark.set ? app->mark.step : step;
    if (app->present.on || app->ui.edit.id == ID_ANNOTATION_TEXT) return;
    viewing_reveal(app, step);
    write_on(app, step < other ? step : other, step < other ? other : step);
}

static const ScenarioAnnotation *note_of(const App *app, UiId id) {
    size_t index = id - ID_ANNOTATIONS;
    return id >= ID_ANNOTATIONS && index < app->scenario.annotation_count ? &app->scenario.annotations[index] : NULL;
}

void annotating_change(App *app, UiId id) {
    const ScenarioAnnotation *note = note_of(app, id);
    if (note) open_field(app, (int)(id - ID_ANNOTATIONS), note->first, note->last);
}

void annotating_remove(App *app, UiId id) {
    if (!note_of(app, id)) return;
    scenario_remove_annotation(&app->scenario, id - ID_ANNOTATIONS);
    notice_say(app, "Note removed");
}

static void close_field(App *app) {
    ui_edit_end(&app->ui);
    if (app->ui.focus == ID_ANNOTATION_TEXT) ui_take_focus(&app->ui, ID_PLOT, false);
}

/* The words without blanks around them, in app->words. */
static const char *typed_words(App *app) {
    const char *typed = app->ui.edit.text + strspn(app->ui.edit.text, " ");
    size_t length = strlen(typed);
    while (length && typed[length - 1] == ' ') length--;
    text_clear(&app->words);
    text_add_bytes(&app->words, typed, length);
    return text_string(&app->words);
}

/* A note without words is none. */
static void take(App *app) {
    const AppAnnotating *note = &app->annotating;
    const char *words = typed_words(app);
    app->annotating.refused = *words && !scenario_annotation_takes(words);
    if (app->annotating.refused) {
        ui_edit_all(&app->ui);
        return;
    }
    close_field(app);
    bool there = note->index >= 0 && (size_t)note->index < app->scenario.annotation_count;
    if (!*words && there)
        annotating_remove(app, ID_ANNOTATIONS + (UiId)note->index);
    else if (there)
        scenario_reword(&app->scenario, (size_t)note->index, words);
    else if (*words)
        scenario_annotate(&app->scenario, note->first, note->last, words);
}

/* Below the place that it speaks of, or above it, within the card. */
static Box field_box(const App *app, Box card) {
    const AppAnnotating *note = &app->annotating;
    const Schedule *schedule = &app->scenario.schedule;
    double middle = (double)note->first / 2 + (double)note->last / 2, width = fmin(WIDTH, card.w - 2 * EDGE);
    double x = chart_x(&app->layout, middle), y = app->layout.plot.y;
    if (note->first == note->last) y = chart_y(&app->layout, schedule_factor_at(schedule, (double)note->first));
    double low = card.y + EDGE, high = card.y + card.h - EDGE - HEIGHT;
    double top = y + AWAY > high ? y - AWAY - HEIGHT : y + AWAY;
    double left = fmax(card.x + EDGE, fmin(card.x + card.w - EDGE - width, x - width / 2));
    return (Box){round(left), round(fmax(low, fmin(high, top))), width, HEIGHT};
}

static void draw_words(App *app, Box bar) {
    const AppAnnotating *note = &app->annotating;
    TextStyle style = {FONT_WORDS_MEDIUM, 12.5, note->refused ? app->theme->error : app->theme->muted};
    bool range = note->last > note->first;
    text_setf(&app->words, "step%s %s", range ? "s" : "", number_grouped(note->first).text);
    if (range) text_addf(&app->words, " \u2013 %s", number_grouped(note->last).text);
    text_add(&app->words, " \u00b7 Enter keeps it, Esc drops it");
    if (note->refused) text_setf(&app->words, "too long: a note takes up to %d bytes", SCENARIO_ANNOTATION_BYTES);
    ui_line(&app->ui, bar.x + PAD, bar.y + HEIGHT - 14, bar.w - 2 * PAD, style, text_string(&app->words));
}

void annotating_show(App *app, Box card) {
    Ui *ui = &app->ui;
    if (ui->edit.id != ID_ANNOTATION_TEXT || ui->covered) return;
    Box bar = field_box(app, card), field = {bar.x + PAD, bar.y + PAD - 2, bar.w - 2 * PAD, FIELD};
    scene_group(&app->scene, "note-field");
    scene_box(&app->scene, bar, 10, app->theme->panel, (Stroke){.color = app->theme->axis, .width = 1});
    ui_stop(ui, ID_ANNOTATION_TEXT, field);
    UiField words = {.shown = "", .words = true, .refused = app->annotating.refused};
    UiTyped typed = ui_field(ui, ID_ANNOTATION_TEXT, field, words);
    if (typed == UI_TYPED_TEXT) app->annotating.refused = false;
    if (typed == UI_TYPED_ENTER) take(app);
    if (typed == UI_TYPED_ESCAPE) close_field(app);
    if (ui->edit.id == ID_ANNOTATION_TEXT) draw_words(app, bar);
    if (ui->input->kind == INPUT_PRESS && box_contains(bar, ui->x, ui->y)) ui->used = true;
    scene_group_end(&app->scene);
}

/* --- hands in the plot --- */

/* Returns the step at x: where the curve has its only kink nearby, that one; else a round one. */
static int64_t step_at(const App *app, double x) {
    const ChartLayout *layout = &app->layout;
    double point = (layout->view.x1 - layout->view.x0) / layout->plot.w, step = chart_step(layout, x);
    double grain = pow(10, fmax(0, floor(log10(point)))), last = fmax(0, app->everything.x1 - 1);
    ScheduleBreak kink;
    size_t kinks = schedule_breaks(&app->scenario.schedule, step - SNAP * point, step + SNAP * point, &kink, 1);
    step = kinks == 1 ? kink.x : round(step / grain) * grain;
    return (int64_t)fmax(0, fmin(last, round(step)));
}

static void write_range(App *app) {
    int64_t a = step_at(app, app->annotating.from), b = step_at(app, app->ui.x);
    if (a != b) write_on(app, a < b ? a : b, a < b ? b : a);
}

/* A double click with Ctrl is a note on a step, a drag with Ctrl one on a range of them. */
static void write_by_hand(App *app) {
    Ui *ui = &app->ui;
    bool held = ui->active == ID_ANNOTATION_STEPS;
    if (held && ui->input->kind == INPUT_KEY && ui->input->key == KEY_ESCAPE) {
        ui->active = 0;
        ui->used = true;
    }
    if (ui_released(ui, ID_ANNOTATION_STEPS) && fabs(ui->x - app->annotating.from) >= SHORTEST) write_range(app);
    if (!ui->input->ctrl || !ui_pressed(ui, ID_ANNOTATION_STEPS, app->layout.plot)) return;
    app->annotating.from = ui->x;
    ui_take_focus(ui, ID_PLOT, false);
    if (ui->input->clicks < 2) return;
    int64_t step = step_at(app, ui->x);
    ui->active = 0;
    viewing_point_at(app, (double)step);
    write_on(app, step, step);
}

static void take_note(App *app, UiId id, const ChartNotePlace *place) {
    Ui *ui = &app->ui;
    Box ring = {place->anchor.x - AROUND, place->anchor.y - AROUND, 2 * AROUND, 2 * AROUND};
    Box words = place->text.w > 0 ? box_inset(place->text, -2, -2) : ring;
    ui_stop(ui, id, words);
    ui_ring(ui, id, words, 4);
    bool on_words = ui_over(ui, id, words), twice = ui->input->kind == INPUT_PRESS && ui->input->clicks >= 2;
    bool on_ring = ui->input->ctrl && ui_over(ui, id, ring);
    if (on_words) ui->cursor = CURSOR_TEXT;
    bool chosen = twice && (on_words || on_ring) && ui_pressed(ui, id, on_words ? words : ring);
    if (chosen) ui->active = 0;
    if (chosen || ui_key(ui, id, KEY_ENTER)) annotating_change(app, id);
    if (ui_key(ui, id, KEY_DELETE)) annotating_remove(app, id);
}

void annotating_take(App *app) {
    for (size_t i = 0; i < app->scenario.annotation_count; i++)
        if (app->layout.notes[i].shown) take_note(app, ID_ANNOTATIONS + (UiId)i, &app->layout.notes[i]);
    write_by_hand(app);
}

void annotating_draw(App *app) {
    Box plot = app->layout.plot;
    if (app->ui.active != ID_ANNOTATION_STEPS || fabs(app->ui.x - app->annotating.from) < SHORTEST) return;
    double a = chart_x(&app->layout, (double)step_at(app, app->annotating.from));
    double b = chart_x(&app->layout, (double)step_at(app, app->ui.x));
    Stroke edge = {.color = app->theme->accent, .width = 1.5};
    scene_box(&app->scene, (Box){fmin(a, b), plot.y, fabs(b - a), plot.h}, 2, scene_fade(app->theme->accent, 0.12), edge);
}
