#include "app/implementations.h"

#include "app/parts.h"
#include "ui/widgets.h"

enum { SWITCH = 28, SPACE = 8, NAME = 22, INDENT = 48, SWATCH = 40, GAP = 8 };

void implementations_put(App *app, bool shown) {
    if (shown && !app->scenario.implementations) app->reveal = &app->implementations.block;
    app->scenario.implementations = shown;
}

void implementations_toggle(App *app) {
    implementations_put(app, !app->scenario.implementations);
}

/* A word or two stand at the end of the name's line, where they have room; more stands below it. Returns the
   height. */
static double draw_words(App *app, Box row, const char *name, const char *words) {
    const Measure *measure = app->ui.measure;
    TextStyle plain = {FONT_WORDS_MEDIUM, 12.5, app->theme->text},
              muted = {FONT_WORDS, 12, app->theme->muted};
    double left = row.x + INDENT, width = row.w - INDENT, first = row.y + NAME + 10;
    double beside = width - measure_text(measure, plain, name) - GAP;
    scene_text(&app->scene, left, row.y + 14, ALIGN_LEFT, plain, name);
    if (measure_text(measure, muted, words) > beside)
        return NAME + ui_words(&app->ui, left, first, width, muted, words) - first + SPACE;
    scene_text(&app->scene, row.x + row.w, row.y + 14, ALIGN_RIGHT, muted, words);
    return NAME + SPACE;
}

/* A piece of the curve, where there is one to look for in the plot. */
static void draw_swatch(App *app, Box row, const ChartOverlay *pen) {
    Stroke line = {.color = pen->color, .width = pen->width, .dash = pen->dash};
    scene_rule(&app->scene, row.x, row.y + 10, row.x + SWATCH, row.y + 10, line);
}

static void draw_sign(App *app, Box row, const char *sign) {
    TextStyle style = {FONT_MONO, 13, app->theme->muted};
    scene_text(&app->scene, row.x + SWATCH / 2.0, row.y + 14, ALIGN_MIDDLE, style, sign);
}

static double draw_implementation(App *app, Box row, ImplementationId id) {
    static const char *const signs[] = {[IMPLEMENTATION_SAME] = "=", [IMPLEMENTATION_REFUSES] = "×", [IMPLEMENTATION_NOT_DEFINED] = "–"};
    const ImplementationReport *report = &app->overlays.implementations.reports[id];
    if (report->verdict == IMPLEMENTATION_DIFFERS) {
        ChartOverlay pen = chart_implementation_pen(id, app->theme);
        draw_swatch(app, row, &pen);
    } else {
        draw_sign(app, row, signs[report->verdict]);
    }
    text_clear(&app->words);
    implementation_words(id, report, &app->scenario.schedule, false, &app->words);
    return draw_words(app, row, implementation_name(id), text_string(&app->words));
}

static double show_list(App *app, Box row) {
    double top = row.y;
    ChartOverlay reference = {.color = app->theme->accent, .width = 3};
    draw_swatch(app, row, &reference);
    row.y += draw_words(app, row, "torchvision LambdaLR", "the reference");
    for (int id = 0; id < IMPLEMENTATION_COUNT; id++) row.y += draw_implementation(app, row, (ImplementationId)id);
    return row.y - top;
}

double implementations_show(App *app, Box row) {
    bool shown = app->scenario.implementations;
    double top = row.y;
    row.h = SWITCH;
    bool wanted = ui_switch(&app->ui, ID_IMPLEMENTATIONS, row, "Other implementations", "I", shown);
    if (wanted != shown) implementations_put(app, wanted);
    row.y += SWITCH + SPACE;
    if (shown) row.y += show_list(app, row);
    app->implementations.block = (Box){row.x, top, row.w, row.y - top};
    return row.y - top;
}
