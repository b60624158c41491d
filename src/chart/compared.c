#include "chart/lines.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

static const double ROW = 18.5, SWATCH = 40, PAD = 24, GAP = 14, NAME_MAX = 220, NAME_LESS = 170;
static const double BRIEF_ROW = 16, BRIEF_SWATCH = 34, BRIEF_NAME = 120;

static TextStyle words(const Plot *plot) {
    return (TextStyle){FONT_WORDS, 12 * plot->em, plot->theme->muted};
}

static TextStyle numbers(const Plot *plot) {
    return (TextStyle){FONT_MONO_MEDIUM, 12.5 * plot->em, plot->theme->text};
}

/* Returns the curve of a row, as an overlay also where it is the present one. */
static ChartOverlay curve_of(const Plot *plot, const ChartOverlay *overlay) {
    if (overlay) return *overlay;
    return (ChartOverlay){
        .schedule = plot->schedule, .color = plot->theme->accent, .width = 3};
}

/* Returns the value at a step as it is drawn, in parts of the present base_lr. */
static double value_at(const Plot *plot, const Schedule *schedule, int64_t step, bool rate) {
    double base_lr = plot->schedule->base_lr;
    if (rate) return schedule_lr(schedule, step);
    return schedule->base_lr == base_lr ? schedule_factor(schedule, step)
                                        : schedule_lr(schedule, step) / base_lr;
}

/* The step of its own run that stands there. */
static int64_t own_step(const ChartOverlay *overlay, int64_t step) {
    return (int64_t)round((double)step / overlay_stretch(overlay));
}

/* Returns the rate at a step, NAN behind the end: a run that is over has no rate any more. */
static NumberText value_of(const Plot *plot, const ChartOverlay *overlay, int64_t plot_step, bool rate) {
    int64_t step = own_step(overlay, plot_step);
    if (step >= overlay->schedule->total_steps) return (NumberText){"–"};
    return number_readable(value_at(plot, overlay->schedule, step, rate), CHART_DIGITS);
}

static NumberText difference(const Plot *plot, const ChartOverlay *first, int64_t step, bool rate) {
    int64_t there = own_step(first, step);
    bool over = there >= first->schedule->total_steps || step >= plot->schedule->total_steps;
    if (over) return (NumberText){"–"};
    return readout_difference(value_at(plot, plot->schedule, step, rate),
                              value_at(plot, first->schedule, there, rate));
}

static double wide(const Plot *plot, TextStyle style, const char *text) {
    return measure_text(plot->chart->measure, style, text);
}

static bool is_brief(const Compared *compared) {
    return compared->style == COMPARED_NAMED || compared->style == COMPARED_BRIEF;
}

static double row_height(const Plot *plot, const Compared *compared) {
    return (is_brief(compared) ? BRIEF_ROW : ROW) * plot->em;
}

static double swatch_width(const Plot *plot, const Compared *compared) {
    return (is_brief(compared) ? BRIEF_SWATCH : SWATCH) * plot->em;
}

/* What lies below the present curve says so: it cannot be seen. */
static void name_rows(const Plot *plot, Compared *compared) {
    NamesShared shared;
    Text own = {0}, *name = plot->chart->scratch ? plot->chart->scratch : &own;
    overlays_share_names(plot->chart, &shared);
    for (int i = 0; i < compared->rows; i++) {
        const ChartOverlay *overlay = compared->curves[i];
        names_brief(&shared, overlay && overlay->label ? overlay->label : "", name);
        const char *says = !overlay ? "present" : overlay_is_hidden(plot->chart, overlay) ? "= present: " : "";
        snprintf(compared->names[i], COMPARED_NAME_BYTES, "%s%s", says, overlay ? text_string(name) : "");
    }
    text_free(&own);
}

/* Whose difference it is. */
static void name_difference(const Plot *plot, Compared *compared, const ChartOverlay *first) {
    NamesShared shared;
    Text own = {0}, *name = plot->chart->scratch ? plot->chart->scratch : &own;
    overlays_share_names(plot->chart, &shared);
    names_brief(&shared, first->label && *first->label ? first->label : "the first", name);
    snprintf(compared->difference_name, sizeof compared->difference_name, "present − %s", text_string(name));
    text_free(&own);
}

static bool is_of(const ChartOverlay *overlay, double base_lr) {
    return (overlay->base_lr > 0 ? overlay->base_lr : overlay->schedule->base_lr) == base_lr;
}

/* A factor of its own base_lr would not be the height that it is drawn at. */
static void name_factor(const Plot *plot, Compared *compared) {
    NumberText base_lr = number_readable(plot->schedule->base_lr, CHART_DIGITS);
    bool same = true;
    for (int i = 0; i < compared->rows; i++)
        same = same && (!compared->curves[i] || is_of(compared->curves[i], plot->schedule->base_lr));
    snprintf(compared->factor_name, sizeof compared->factor_name, same ? "factor" : "lr / %s", base_lr.text);
}

/* Nothing but a sample, a name where there is room for one, and the rate. */
static void measure_brief(const Plot *plot, Compared *compared) {
    double em = plot->em, widest = wide(plot, numbers(plot), "0.00088888"); /* it does not breathe */
    for (int i = 0; i < compared->rows; i++)
        widest = fmax(widest, wide(plot, numbers(plot), compared->rates[i].text));
    compared->rate_width = widest;
    compared->name_width = swatch_width(plot, compared);
    for (int i = 0; i < compared->rows && compared->style == COMPARED_NAMED; i++) {
        double name = fmin(BRIEF_NAME * em, wide(plot, words(plot), compared->names[i]));
        compared->name_width = fmax(compared->name_width, swatch_width(plot, compared) + 6 * em + name);
    }
    compared->width = fmax(compared->name_width + 8 * em + widest, wide(plot, words(plot), compared->step));
    compared->width += PAD * em;
    compared->height = (BRIEF_ROW * (compared->rows + 1 + (compared->more > 0)) + 8) * em;
}

static void measure_columns(const Plot *plot, Compared *compared) {
    double em = plot->em, max = (compared->style == COMPARED_ALONE ? NAME_LESS : NAME_MAX) * em;
    compared->name_width = fmin(max, wide(plot, words(plot), compared->difference_name));
    compared->factor_width = wide(plot, numbers(plot), compared->difference_factor.text);
    compared->rate_width = wide(plot, numbers(plot), compared->difference_rate.text);
    for (int i = 0; i < compared->rows; i++) {
        double name = (SWATCH + 6) * em + wide(plot, words(plot), compared->names[i]);
        compared->name_width = fmax(compared->name_width, fmin(name, max));
        compared->factor_width =
            fmax(compared->factor_width, wide(plot, numbers(plot), compared->factors[i].text));
        compared->rate_width = fmax(compared->rate_width, wide(plot, numbers(plot), compared->rates[i].text));
    }
    compared->factor_width = fmax(compared->factor_width, wide(plot, words(plot), compared->factor_name));
    compared->width = compared->name_width + compared->factor_width + compared->rate_width;
    compared->width += (PAD + 2 * GAP) * em;
    compared->height = (ROW * (compared->rows + 2 + (compared->more > 0)) + 8) * em;
}

static void add_row(const Plot *plot, Compared *compared, const ChartOverlay *curve, int64_t step) {
    ChartOverlay shown = curve_of(plot, curve);
    compared->curves[compared->rows] = curve;
    compared->factors[compared->rows] = value_of(plot, &shown, step, false);
    compared->rates[compared->rows] = value_of(plot, &shown, step, true);
    bool nameless = compared->style == COMPARED_BRIEF && curve && overlay_is_hidden(plot->chart, curve);
    if (nameless) compared->rates[compared->rows] = (NumberText){"= present"};
    compared->rows++;
}

static bool runs_at(const ChartOverlay *overlay, double step) {
    return step >= overlay->first && (overlay->end <= 0 || step < overlay->end);
}

void compared_make(const Plot *plot, ComparedStyle style, int max, Compared *compared) {
    const Chart *chart = plot->chart;
    int64_t step = chart->crosshair;
    const ChartOverlay *first = NULL;
    compared->style = style;
    compared->rows = compared->shown = compared->more = 0;
    compared->width = compared->height = 0;
    snprintf(compared->step, sizeof compared->step, "step %s", number_grouped(step).text);
    if (style != COMPARED_BELOW) add_row(plot, compared, NULL, step);
    for (size_t i = 0; i < chart->overlay_count && max > 0; i++) {
        const ChartOverlay *overlay = &chart->overlays[i];
        if (!overlay->listed || !runs_at(overlay, (double)step)) continue;
        if (!first) first = overlay;
        if (compared->shown == max) {
            compared->more++;
            continue;
        }
        compared->shown++;
        add_row(plot, compared, overlay, step);
    }
    if (!first) return;
    compared->difference_factor = difference(plot, first, step, false);
    compared->difference_rate = difference(plot, first, step, true);
    name_rows(plot, compared);
    name_difference(plot, compared, first);
    name_factor(plot, compared);
    (is_brief(compared) ? measure_brief : measure_columns)(plot, compared);
}

typedef struct Table {
    const Plot *plot;
    const Compared *compared;
    Box box;
    double y; /* of the next baseline */
} Table;

static void draw_values(const Table *table, TextStyle style, const char *factor, const char *rate) {
    double right = table->box.x + table->box.w;
    double middle = right - table->compared->rate_width - GAP * table->plot->em;
    if (is_brief(table->compared)) factor = "";
    scene_text(table->plot->scene, middle, table->y, ALIGN_RIGHT, style, factor);
    scene_text(table->plot->scene, right, table->y, ALIGN_RIGHT, style, rate);
}

/* Cut short where it has no room. */
static void draw_name(const Table *table, double indent, const char *name) {
    const Plot *plot = table->plot;
    Lines lines;
    lines_break(&lines, plot->chart->measure, words(plot), name, table->compared->name_width - indent + 0.5,
                1);
    scene_text(plot->scene, table->box.x + indent, table->y, ALIGN_LEFT, words(plot), lines.text[0]);
}

static void draw_row(const Table *table, int row) {
    const Plot *plot = table->plot;
    const Compared *compared = table->compared;
    ChartOverlay overlay = curve_of(plot, compared->curves[row]);
    double em = plot->em, x = table->box.x, y = table->y - 4 * em;
    Stroke stroke = {.color = overlay.color, .width = overlay.width * em, .dash = overlay.dash};
    double swatch = swatch_width(plot, compared);
    scene_rule(plot->scene, x, y, x + swatch, y, stroke);
    if (compared->style != COMPARED_BRIEF) draw_name(table, swatch + 6 * em, compared->names[row]);
    draw_values(table, numbers(plot), compared->factors[row].text, compared->rates[row].text);
}

/* The step, where nothing above tells it, and the names of the columns. */
static void draw_head(const Table *table) {
    const Plot *plot = table->plot;
    double x = table->box.x, y = plot_crisp(table->box.y);
    if (!is_brief(table->compared)) draw_values(table, words(plot), table->compared->factor_name, "lr");
    if (table->compared->style != COMPARED_BELOW) {
        scene_text(plot->scene, x, table->y, ALIGN_LEFT, words(plot), table->compared->step);
    } else {
        Stroke rule = {.color = plot->theme->edge, .width = plot_hair(plot)};
        scene_rule(plot->scene, x, y, x + table->box.w, y, rule);
    }
}

void compared_draw(const Plot *plot, const Compared *compared, Box box) {
    if (!compared->shown) return;
    double em = plot->em, row = row_height(plot, compared);
    Table table = {plot, compared, box, box.y + 16 * em};
    draw_head(&table);
    for (int i = 0; i < compared->rows; i++) {
        table.y += row;
        draw_row(&table, i);
    }
    if (compared->more) {
        char more[48];
        snprintf(more, sizeof more, "… and %d more", compared->more);
        table.y += row;
        scene_text(plot->scene, box.x, table.y, ALIGN_LEFT, words(plot), more);
    }
    if (is_brief(compared)) return;
    table.y += row;
    draw_name(&table, 0, compared->difference_name);
    draw_values(&table, numbers(plot), compared->difference_factor.text, compared->difference_rate.text);
}
