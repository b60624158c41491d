#include "app/section.h"

#include "app/parts.h"
#include "app/values.h"
#include "base/number.h"
#include "ui/choice.h"
#include "ui/field.h"
#include "ui/slider.h"
#include "ui/tooltip.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIELD = 92, FIELD_HEIGHT = 24, CHOICE_HEIGHT = 30, TITLE_HEIGHT = 36, GAP = 8 };

static UiId control(ParameterId id) {
    return ID_PARAMETERS + (UiId)id;
}

static const char *printed(App *app, ParameterId id) {
    text_clear(&app->words);
    parameter_print(&app->scenario.schedule, id, &app->words);
    if (parameters[id].type == PARAMETER_REAL) parameter_tighten(&app->words);
    return text_string(&app->words);
}

static void say_stop(App *app) {
    text_clear(&app->words);
    parameter_stop_words(&app->scenario.schedule, &app->words);
    app->words.data[0] = 'T';
    notice_say(app, "%s", text_string(&app->words));
}

static void take_typed(App *app, ParameterId id, UiTyped typed) {
    if (typed == UI_TYPED_ENTER) {
        if (values_read(app, id, app->ui.edit.text)) {
            if (parameter_stops(id, app->ui.edit.text)) say_stop(app);
            ui_edit_end(&app->ui);
            app->ui.ring = true; /* the next digit begins the next value, however the field was opened */
        } else
            ui_edit_all(&app->ui);
    } else if (typed != UI_TYPED_NOTHING && app->refused == (int)id) {
        app->refused = -1;
    }
}

static void show_label(App *app, ParameterId id, double x, double y) {
    TextStyle style = {FONT_WORDS_MEDIUM, 13, app->theme->text};
    scene_text(&app->scene, x, y + 16, ALIGN_LEFT, style, parameter_name(&app->scenario.schedule, id));
    double width = measure_text(app->ui.measure, style, parameter_name(&app->scenario.schedule, id));
    ui_explain(&app->ui, control(id), (Box){x, y, width, 24}, parameters[id].help);
}

/* As wide as its value needs, as far as the label leaves room. */
static Box field_box(const App *app, ParameterId id, const char *shown, Box row) {
    double label = measure_text(app->ui.measure, (TextStyle){FONT_WORDS_MEDIUM, 13, 0},
                                parameter_name(&app->scenario.schedule, id));
    double need = measure_text(app->ui.measure, (TextStyle){FONT_MONO_MEDIUM, 12.5, 0}, shown) + 18;
    double width = fmax(FIELD, fmin(ceil(need), floor(row.w - label - 12)));
    return (Box){row.x + row.w - width, row.y, width, FIELD_HEIGHT};
}

static bool automatic(const App *app, ParameterId id) {
    return parameters[id].automatic && parameter_get(&app->scenario.schedule, id) == (double)SCHEDULE_AUTO;
}

/* What the epochs in a field come to, where there is room for it beside the label. */
static void show_steps(App *app, ParameterId id, double x, double right, double y, const char *steps) {
    TextStyle style = {FONT_MONO, 12, app->theme->muted}, label = {FONT_WORDS_MEDIUM, 13, 0};
    double from = x + measure_text(app->ui.measure, label, parameter_name(&app->scenario.schedule, id)) + GAP;
    if (measure_text(app->ui.measure, style, steps) <= right - from)
        scene_text(&app->scene, right, y + 16, ALIGN_RIGHT, style, steps);
}

static void show_count(App *app, ParameterId id, Box row, Box field) {
    const Schedule *schedule = &app->scenario.schedule;
    if (parameter_epochs(schedule, id) > 0 || parameter_percent(schedule, id) > 0)
        show_steps(app, id, row.x, field.x - GAP, row.y,
                   number_grouped((int64_t)parameter_get(schedule, id)).text);
}

static void show_field(App *app, ParameterId id, Box row) {
    const char *shown = printed(app, id);
    UiField field = {.shown = shown, .muted = automatic(app, id), .refused = app->refused == (int)id};
    Box box = field_box(app, id, shown, row);
    show_count(app, id, row, box);
    take_typed(app, id, ui_field(&app->ui, control(id), box, field));
}

/* The factor's track is marked at 1, the border that everything is about. */
static UiSlider factor_slider(const App *app, UiSlider slider, double length, NumberText ends[2]) {
    TextStyle style = {FONT_MONO, 10.5, 0};
    AppRange range = app->ranges[PARAMETER_WARMUP_FACTOR];
    ends[0] = number_readable(range.low, 4);
    ends[1] = number_readable(range.high, 4);
    slider.mark = values_position(app, PARAMETER_WARMUP_FACTOR, 1);
    double mark = slider.mark * length, gap = 12;
    slider.ends[1] = "1";
    if (measure_text(app->ui.measure, style, ends[0].text) + gap < mark) slider.ends[0] = ends[0].text;
    if (measure_text(app->ui.measure, style, ends[1].text) + gap < length - mark)
        slider.ends[2] = ends[1].text;
    return slider;
}

static double show_number(App *app, ParameterId id, Box row) {
    bool marked = id == PARAMETER_WARMUP_FACTOR;
    row.h = marked ? 74 : 58;
    ui_stop(&app->ui, control(id), row);
    show_label(app, id, row.x, row.y);
    show_field(app, id, row);
    NumberText ends[2];
    UiSlider slider = {.position = values_position(app, id, parameter_effective(&app->scenario.schedule, id)),
                       .mark = -1};
    if (marked) slider = factor_slider(app, slider, row.w, ends);
    Box track = {row.x, row.y + 28, row.w, 24};
    values_slide(app, id, ui_slider(&app->ui, control(id), track, slider), track.w);
    return row.h;
}

/* Some have a value that stands for none of their own. */
static bool can_be_open(ParameterId id) {
    return parameters[id].automatic || id == PARAMETER_DATASET_SIZE;
}

static double open_value(ParameterId id) {
    return parameters[id].automatic ? (double)SCHEDULE_AUTO : 0;
}

static bool is_open(const App *app, ParameterId id) {
    return can_be_open(id) && parameter_get(&app->scenario.schedule, id) == open_value(id);
}

/* An empty field, or what stood there for no value of its own. */
static bool means_open(const App *app, ParameterId id, const UiField *field) {
    const char *text = app->ui.edit.text;
    return can_be_open(id) && (!*text || (field->muted && !strcmp(text, field->shown)));
}

static const char *shown_value(App *app, ParameterId id) {
    double value = parameter_effective(&app->scenario.schedule, id);
    if (!is_open(app, id)) return printed(app, id);
    text_setf(&app->words, value > 0 ? "%.0f" : "not known", value);
    return text_string(&app->words);
}

static double show_bare(App *app, ParameterId id, Box row) {
    row.h = FIELD_HEIGHT;
    ui_stop(&app->ui, control(id), row);
    show_label(app, id, row.x, row.y);
    const char *shown = shown_value(app, id);
    UiField field = {.shown = shown, .muted = is_open(app, id), .refused = app->refused == (int)id};
    Box box = field_box(app, id, shown, row);
    UiTyped typed = ui_field(&app->ui, control(id), box, field);
    ui_ring(&app->ui, control(id), box, 6);
    if (typed == UI_TYPED_ENTER && means_open(app, id, &field)) {
        values_put(app, id, open_value(id));
        ui_edit_end(&app->ui);
    } else {
        take_typed(app, id, typed);
    }
    if (ui_key(&app->ui, control(id), KEY_BACKSPACE)) values_reset(app, id);
    return 34;
}

/* The steps at which the rate falls, "117 280, 161 260", where the field says other numbers. */
static void show_milestones(App *app, Box row) {
    const Schedule *schedule = &app->scenario.schedule;
    int64_t start = schedule_decay_start(schedule);
    bool other = start > 0 || strchr(printed(app, PARAMETER_MILESTONES), 'e');
    text_clear(&app->words);
    for (int i = 0; other && i < schedule->milestone_count; i++)
        text_addf(&app->words, "%s%s", i ? ", " : "", number_grouped(start + schedule->milestones[i]).text);
    show_steps(app, PARAMETER_MILESTONES, row.x, row.x + row.w, row.y, text_string(&app->words));
}

static double show_list(App *app, ParameterId id, Box row) {
    row.h = 62;
    UiId ui_id = control(id);
    ui_stop(&app->ui, ui_id, row);
    show_label(app, id, row.x, row.y);
    if (id == PARAMETER_MILESTONES) show_milestones(app, row);
    Box box = {row.x, row.y + 24, row.w, FIELD_HEIGHT};
    UiField field = {.shown = printed(app, id), .words = true, .refused = app->refused == (int)id};
    take_typed(app, id, ui_field(&app->ui, ui_id, box, field));
    if (ui_key(&app->ui, ui_id, KEY_BACKSPACE)) values_reset(app, id);
    return row.h;
}

static double show_choice(App *app, ParameterId id, Box row) {
    int chosen = (int)parameter_get(&app->scenario.schedule, id);
    Box box = {row.x, row.y, row.w, CHOICE_HEIGHT};
    const char **labels = app->choice_labels[id];
    for (int i = 0; i < parameters[id].choice_count; i++) labels[i] = parameters[id].choice_label(i);
    int next = ui_choice(&app->ui, control(id), box, labels, chosen);
    if (next != chosen) values_put(app, id, next);
    return 44;
}

/* Why its value was refused, where it was. */
static double show_refusal(App *app, ParameterId id, Box row) {
    TextStyle style = {FONT_WORDS, 12, app->theme->error};
    double baseline = row.y + 10;
    if (app->refused != (int)id) return 0;
    double height = ui_words(&app->ui, row.x, baseline, row.w, style, text_string(&app->refusal)) - baseline;
    ui_stop_reaches(&app->ui, control(id), row.y + height);
    return height + 4;
}

double section_row(App *app, ParameterId id, Box row) {
    double height = 0;
    switch (parameters[id].type) {
    case PARAMETER_CHOICE: height = show_choice(app, id, row); break;
    case PARAMETER_LIST:
    case PARAMETER_PAIRS: height = show_list(app, id, row); break;
    case PARAMETER_REAL:
    case PARAMETER_WHOLE: height = show_number(app, id, row); break;
    }
    row.y += height;
    return height + show_refusal(app, id, row);
}

double section_field(App *app, ParameterId id, Box row) {
    double height = show_bare(app, id, row);
    row.y += height;
    return height + show_refusal(app, id, row);
}

double section_title(App *app, Box row, const char *title) {
    TextStyle style = {FONT_WORDS_BOLD, 11, app->theme->muted};
    scene_text(&app->scene, row.x, row.y + 26, ALIGN_LEFT, style, title);
    return TITLE_HEIGHT;
}

double section_rows(App *app, Box row, const ParameterId *rows, int count) {
    double top = row.y;
    for (int i = 0; i < count; i++)
        if (parameter_shows(&app->scenario.schedule, rows[i])) row.y += section_row(app, rows[i], row);
    return row.y - top;
}

static TextStyle fold_style(const App *app) {
    return (TextStyle){FONT_WORDS_MEDIUM, 12.5, app->theme->muted};
}

static void draw_fold(App *app, Box row, bool open, const char *title) {
    const Theme *theme = app->theme;
    Point tip = {row.x + 8, row.y + SECTION_FOLD / 2.0};
    double along = open ? 0 : 2.5, across = open ? 2.5 : 0;
    const Point arrow[] = {{tip.x - along - 2 * across, tip.y - 2 * along - across},
                           {tip.x + along, tip.y + across},
                           {tip.x - along + 2 * across, tip.y + 2 * along - across}};
    scene_line(&app->scene, arrow, 3, (Stroke){.color = theme->muted, .width = 1.5, .round = 1});
    scene_text(&app->scene, row.x + 18, row.y + SECTION_FOLD / 2.0 + 4.5, ALIGN_LEFT, fold_style(app), title);
}

bool section_fold(App *app, UiId id, Box row, bool *open, const char *title) {
    Ui *ui = &app->ui;
    row.h = SECTION_FOLD;
    ui_stop(ui, id, row);
    ui_pressed(ui, id, row);
    bool inside = ui_over(ui, id, row), turned = ui_released(ui, id) && inside;
    turned = turned || ui_key(ui, id, KEY_ENTER) || ui_key(ui, id, KEY_SPACE);
    if (inside) ui->cursor = CURSOR_HAND;
    draw_fold(app, row, *open, title);
    ui_ring(ui, id, row, 7);
    if (turned) *open = !*open;
    return turned;
}

/* Returns how many refinements apply; those that differ from their default are not put away. */
static int count_refinements(const App *app, const ParameterId *rows, int count, bool hidden) {
    int found = 0;
    const Schedule *schedule = &app->scenario.schedule;
    for (int i = 0; i < count; i++) {
        bool away = !parameter_shows(schedule, rows[i]);
        found += parameters[rows[i]].folds && parameter_applies(schedule, rows[i]) && (away || !hidden);
    }
    return found;
}

/* Shows "more" where the title leaves room. */
static void show_more(App *app, Box row, UiId id, bool *open, int hidden) {
    char words[24];
    snprintf(words, sizeof words, *open ? "fewer" : "%d more", hidden);
    double width = measure_text(app->ui.measure, fold_style(app), words) + 18;
    section_fold(app, id, (Box){row.x + row.w - width, row.y + 9, width, 0}, open, words);
}

/* While the fold is open, all keep their places: a row does not move away under the hand that changes it. */
double section_with_more(App *app, Box row, const char *title, const ParameterId *rows, int count, UiId id,
                         bool *open) {
    double top = row.y;
    int all = count_refinements(app, rows, count, false), hidden = count_refinements(app, rows, count, true);
    bool out = *open;
    row.y += section_title(app, row, title);
    if (all > 0 && (out || hidden > 0)) show_more(app, (Box){row.x, top, row.w, 0}, id, open, hidden);
    if (!out) return row.y - top + section_rows(app, row, rows, count);
    for (int i = 0; i < count; i++)
        if (parameter_applies(&app->scenario.schedule, rows[i])) row.y += section_row(app, rows[i], row);
    return row.y - top;
}
