#include "app/editor.h"

#include "app/app.h"
#include "app/notice.h"
#include "app/parts.h"
#include "app/section.h"
#include "app/undoing.h"
#include "app/values.h"
#include "app/viewing.h"
#include "base/memory.h"
#include "base/number.h"
#include "chart/chart.h"
#include "schedule/function.h"
#include "schedule/function_text.h"
#include "schedule/words.h"
#include "ui/editor.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 20, VALUE = 130, HEAD = 40, FOOT = 30, LINE = 18, BUTTON = 26, UNDO_MAX = 200 };

static bool is_open(const App *app) {
    return app->ui.edit.id == ID_FUNCTION;
}

/* ------------------------------------------------------------------------------------------- the text */

static void forget_undo(AppFunction *function) {
    for (size_t i = 0; i < function->undo_count; i++) text_free(&function->undone[i]);
    function->undo_count = function->undo_at = 0;
}

/* The text as it is now joins the ones to go back to. */
static void remember(App *app) {
    AppFunction *function = &app->function;
    const char *text = app->ui.edit.text;
    size_t now = function->undo_at;
    if (function->undo_count && !strcmp(text_string(&function->undone[now]), text)) return;
    for (size_t i = now + 1; i < function->undo_count; i++) text_free(&function->undone[i]);
    if (function->undo_count) function->undo_count = now + 1;
    if (function->undo_count == UNDO_MAX) {
        text_free(&function->undone[0]);
        memmove(function->undone, function->undone + 1, (UNDO_MAX - 1) * sizeof *function->undone);
        function->undo_count--;
    }
    if (function->undo_count == function->undo_capacity) {
        function->undo_capacity = memory_grown(function->undo_capacity, function->undo_count + 1);
        function->undone = memory_resize(function->undone, function->undo_capacity, sizeof *function->undone);
    }
    function->undone[function->undo_count] = (Text){0};
    text_setf(&function->undone[function->undo_count], "%s", text);
    function->undo_at = function->undo_count++;
}

static void clear_fault(App *app) {
    text_clear(&app->function.fault);
    app->function.line = app->function.column = 0;
}

/* Takes "3:5 words" apart: the place and what is wrong there. */
static void take_fault(App *app, const char *why) {
    char *rest;
    app->function.line = strtoul(why, &rest, 10);
    app->function.column = strtoul(rest + 1, &rest, 10);
    text_setf(&app->function.fault, "%s", *rest ? rest + 1 : rest);
}

/* The names of the new function keep their places on the sliders; new ones begin anew. */
static void fit_values(App *app) {
    for (int id = PARAMETER_VALUES; id < PARAMETER_ALL; id++) {
        double value = app->scenario.schedule.values[id - PARAMETER_VALUES];
        app->ranges[id] = (AppRange){fmin(0, 2 * value), value == 0 ? 1 : fmax(0, 2 * value)};
    }
    values_fit_ranges(app, false);
}

static bool take(App *app, const char *text) {
    Text why = {0};
    Schedule *schedule = &app->scenario.schedule;
    const Formula *before = schedule->function;
    bool good = schedule_read_function(schedule, *text ? text : NULL, &why);
    if (good)
        clear_fault(app);
    else
        take_fault(app, text_string(&why));
    if (good && schedule->function != before) fit_values(app);
    text_free(&why);
    return good;
}

/* What is typed takes back no slider that was moved. */
static void take_edit(App *app) {
    const Schedule before = app->scenario.schedule;
    if (!take(app, app->ui.edit.text) || app->scenario.schedule.function == before.function) return;
    function_keep_moved(&app->scenario.schedule, &before);
    fit_values(app);
}

bool editor_take_text(App *app, const char *text) {
    FormulaError error;
    if (formula_is_script(text)) return false;
    const Formula *formula = formula_shared(text, &error);
    if (!formula || !formula_is_definition(formula) || !take(app, text)) return false;
    app->effect.view = EFFECT_FORMULA;
    return true;
}

void editor_show_new(App *app) {
    fit_values(app);
    app->effect.view = EFFECT_FORMULA;
}

void editor_leave(App *app) {
    if (!is_open(app)) return;
    ui_edit_end(&app->ui);
    clear_fault(app);
    forget_undo(&app->function);
}

void editor_close(App *app) {
    forget_undo(&app->function);
    free(app->function.undone);
    text_free(&app->function.fault);
}

static void open_editor(App *app) {
    ui_take_focus(&app->ui, ID_FUNCTION, true);
    ui_edit_begin(&app->ui, ID_FUNCTION, formula_text(app->scenario.schedule.function));
    remember(app);
}

void editor_start(App *app) {
    Schedule *schedule = &app->scenario.schedule;
    app->effect.view = EFFECT_FORMULA;
    if (!schedule->function) {
        Text text = {0}, why = {0};
        bool good =
            function_text(schedule, &text) && schedule_read_function(schedule, text_string(&text), &why);
        if (good) fit_values(app);
        if (good)
            notice_say(app, "This is the schedule as a function: edit it as you like");
        else
            notice_nothing(app, "This schedule is too long for a function; type your own");
        if (!good) good = schedule_read_function(schedule, "def f(x):\n    return 1", &why);
        text_free(&text);
        text_free(&why);
    }
    open_editor(app);
}

/* ------------------------------------------------------------------------------------------ the strip */

static const char *const words_of_the_language[] = {
    "return ",     "lambda ",    "math.pi", "math.cos(", "math.sin(", "math.sqrt(", "math.exp(", "math.log(",
    "math.floor(", "math.ceil(", "min(",    "max(",      "abs(",      "round(",     "float(",    "int("};
enum { OWN_WORDS = sizeof words_of_the_language / sizeof *words_of_the_language };

static size_t gather_words(const App *app, const char *words[], size_t room) {
    size_t count = 0;
    const Formula *function = app->scenario.schedule.function;
    for (size_t i = 0; function && i < formula_name_count(function) && count < room; i++)
        words[count++] = formula_name(function, i);
    for (int id = 0; id < PARAMETER_COUNT && count < room; id++)
        if (parameters[id].type == PARAMETER_REAL || parameters[id].type == PARAMETER_WHOLE)
            words[count++] = parameters[id].key;
    for (size_t i = 0; i < OWN_WORDS && count < room; i++) words[count++] = words_of_the_language[i];
    return count;
}

/* Takes undo and redo inside the editor. */
static bool take_undo(App *app) {
    const Input *input = app->ui.input;
    AppFunction *function = &app->function;
    bool asked = is_open(app) && !app->ui.used && input->kind == INPUT_KEY && input->ctrl &&
                 (input->key == 'z' || input->key == 'y');
    if (!asked) return false;
    bool forth = input->shift || input->key == 'y';
    app->ui.used = true;
    if (forth ? function->undo_at + 1 >= function->undo_count : function->undo_at == 0) return false;
    function->undo_at += forth ? 1 : (size_t)-1;
    size_t caret = app->ui.edit.caret;
    ui_edit_begin(&app->ui, ID_FUNCTION, text_string(&function->undone[function->undo_at]));
    if (caret < app->ui.edit.length) app->ui.edit.caret = app->ui.edit.anchor = caret;
    take_edit(app);
    return true;
}

/* Draws "x = 250: f(250) = 0.25075, lr = 0.02 × f = 0.005015", or less of it where that is too long. */
static void draw_value(App *app, double x, double y, double width) {
    const Schedule *schedule = &app->scenario.schedule;
    int64_t step = viewing_step(app);
    double factor = schedule_factor(schedule, step);
    TextStyle style = {FONT_MONO, 13, app->theme->muted};
    NumberText at = number_grouped(step), value = number_readable(factor, CHART_DIGITS),
               rate = number_readable(schedule_lr(schedule, step), CHART_DIGITS);
    text_setf(&app->words, "%s = %s: f(%s) = %s", formula_step_name(schedule->function), at.text, at.text,
              value.text);
    text_addf(&app->words, ",  lr = %s", number_readable(schedule->base_lr, CHART_DIGITS).text);
    text_addf(&app->words, " × f = %s", rate.text);
    bool fits = measure_text(app->ui.measure, style, text_string(&app->words)) <= width;
    if (!fits) text_setf(&app->words, "f(%s) = %s,  lr = %s", at.text, value.text, rate.text);
    fits = measure_text(app->ui.measure, style, text_string(&app->words)) <= width;
    if (!fits) text_setf(&app->words, "f(%s) = %s", at.text, value.text);
    fits = measure_text(app->ui.measure, style, text_string(&app->words)) <= width;
    if (!fits) text_setf(&app->words, "= %s", value.text); /* of the crosshair's step */
    if (measure_text(app->ui.measure, style, text_string(&app->words)) > width)
        return; /* a number is not cut */
    ui_line(&app->ui, x, y, width, style, text_string(&app->words));
}

static void draw_foot(App *app, double x, double y, double width) {
    const AppFunction *function = &app->function;
    TextStyle style = {FONT_WORDS_BOLD, 13, chart_verdict_ink(&app->scenario.schedule, app->theme)};
    text_clear(&app->words);
    if (function->fault.length) {
        style.color = app->theme->error;
        text_addf(&app->words, "Line %zu, column %zu: %s. The curve is that of the last good text.",
                  function->line, function->column, text_string(&function->fault));
    } else {
        words_conclusion(&app->scenario.schedule, &app->words);
        while (measure_text(app->ui.measure, style, text_string(&app->words)) > width &&
               text_drop_clause(&app->words)) {
        }
    }
    ui_line(&app->ui, x, y, width, style, text_string(&app->words));
}

static void turn_into(App *app, const Schedule *shape) {
    editor_leave(app);
    app->scenario.schedule = *shape;
    app->refused = -1;
    notice_say(app, "The model's own parameters give the same curve");
}

/* Shows the button that turns the function into the shape that it equals, where it equals one; returns its
 * width. */
static double show_button(App *app, double right, double y, double room) {
    Schedule shape;
    if (is_open(app) && app->function.fault.length) return 0;
    if (!function_shape(&app->scenario.schedule, &shape)) return 0;
    text_setf(&app->words, "Same as ");
    function_shape_words(&shape, &app->words);
    text_addf(&app->words, ": use that");
    char name[120];
    snprintf(name, sizeof name, "%.110s", text_string(&app->words));
    if (ui_button_width(&app->ui, name, "") > room) snprintf(name, sizeof name, "As a shape");
    double width = ui_button_width(&app->ui, name, "");
    if (ui_button(&app->ui, ID_FUNCTION_SHAPE, (Box){right - width, y, width, BUTTON}, name, ""))
        turn_into(app, &shape);
    return width + 12;
}

/* The text to type in, and what came of that. */
static void take_typed(App *app, Box box, double size) {
    const char *words[80];
    take_undo(app);
    UiEditor editor = {.shown = formula_text(app->scenario.schedule.function),
                       .line = app->function.line,
                       .column = app->function.column,
                       .words = words,
                       .word_count = gather_words(app, words, 80),
                       .top = app->function.top,
                       .size = size};
    bool was_open = is_open(app);
    UiTyped typed = ui_editor(&app->ui, ID_FUNCTION, box, &editor);
    app->function.top = editor.top;
    if (!was_open && is_open(app)) remember(app);
    if (typed == UI_TYPED_TEXT) {
        remember(app);
        take_edit(app);
    }
    if (typed == UI_TYPED_ESCAPE) {
        clear_fault(app);
        forget_undo(&app->function);
    }
}

void editor_show(App *app, Box card, double reserved) {
    Box inner = {card.x + SIDE, card.y + HEAD, card.w - 2 * SIDE, fmax(28, card.h - HEAD - FOOT)};
    scene_group(&app->scene, "function");
    scene_box(&app->scene, card, 12, app->theme->card, (Stroke){.color = app->theme->edge, .width = 1});
    double button = show_button(app, inner.x + inner.w - reserved, card.y + 10, inner.w - reserved - VALUE);
    if (!app->scenario.schedule.function) { /* the button took it away just now */
        scene_group_end(&app->scene);
        return;
    }
    draw_value(app, inner.x, card.y + 27, inner.w - reserved - button);
    take_typed(app, inner, 0);
    if (app->scenario.schedule.function) draw_foot(app, inner.x, card.y + card.h - 11, inner.w);
    scene_group_end(&app->scene);
}

bool editor_show_text(App *app, Box box, double size) {
    const AppFunction *function = &app->function;
    if (!app->scenario.schedule.function) return false;
    bool over = ui_over(&app->ui, ID_FUNCTION, box), pressed = over && app->ui.input->kind == INPUT_PRESS;
    if (over) app->ui.cursor = CURSOR_TEXT;
    if (!is_open(app) && !pressed) {
        ui_stop(&app->ui, ID_FUNCTION, box);
        if (ui_key(&app->ui, ID_FUNCTION, KEY_ENTER)) open_editor(app);
        return false;
    }
    take_typed(app, box, size);
    text_setf(&app->words, "%s", text_string(&function->fault));
    TextStyle style = {FONT_WORDS_BOLD, 0.8 * size, app->theme->error};
    ui_line(&app->ui, box.x + 0.3 * box.w, box.y + 1.3 * size, 0.69 * box.w, style, text_string(&app->words));
    return is_open(app);
}

double editor_height(const App *app) {
    const char *text = is_open(app) ? app->ui.edit.text : formula_text(app->scenario.schedule.function);
    double lines = 1;
    for (; *text; text++) lines += *text == '\n';
    return HEAD + FOOT + 10 + LINE * lines;
}

double editor_rows(App *app, Box row) {
    double top = row.y;
    if (!app->scenario.schedule.function) return 0;
    ParameterId ids[FORMULA_NAMES_MAX];
    int count = 0;
    for (size_t i = 0; i < formula_name_count(app->scenario.schedule.function); i++) {
        ParameterId id = function_parameter(&app->scenario.schedule, i);
        if (id != PARAMETER_BASE_LR && id != PARAMETER_TOTAL_STEPS && id > PARAMETER_DEVICES)
            ids[count++] = id;
    }
    if (count == 0) return 0;
    row.y += section_title(app, row, "FUNCTION");
    row.y += section_rows(app, row, ids, count);
    return row.y - top;
}
