#include "figure/grid.h"

#include "base/memory.h"
#include "figure/write.h"

#include <math.h>
#include <stdlib.h>

/* What stands in a grid: schedules, each under its name. */
typedef struct Member {
    const Schedule *schedule;
    Text name;
} Member;

typedef struct Plots {
    Member *list;
    size_t count;
} Plots;

static void add(Plots *members, const Schedule *schedule, const char *name) {
    members->list = memory_resize(members->list, members->count + 1, sizeof *members->list);
    members->list[members->count] = (Member){.schedule = schedule};
    text_add(&members->list[members->count++].name, name);
}

/* Adds the values of a sweep; with `whole` their names say which parameter it is. */
static void add_sweep(Plots *members, const FigureSweep *sweep, bool whole) {
    Text name = {0};
    for (size_t i = 0; i < sweep->count; i++) {
        text_setf(&name, "%s%s%s", whole ? figure_sweep_key(sweep) : "", whole ? " = " : "", text_string(&sweep->labels[i]));
        add(members, &sweep->members[i], text_string(&name));
    }
    text_free(&name);
}

/* A scenario with a title is known by it. */
static void add_pins(Plots *members, const Scenario *scenario) {
    Text name = {0};
    if (!scenario->title.length) scenario_present_name(scenario, &name);
    add(members, &scenario->schedule, text_string(name.length ? &name : &scenario->title));
    for (size_t i = 0; i < scenario->pin_count; i++) {
        if (!scenario->pins[i].shown) continue;
        scenario_brief_name(scenario, text_string(&scenario->pins[i].name), &name);
        add(members, &scenario->pins[i].schedule, text_string(&name));
    }
    text_free(&name);
}

static Plots gather(const Figure *figure, bool whole) {
    Plots members = {0};
    if (figure->sweep.count)
        add_sweep(&members, &figure->sweep, whole);
    else
        add_pins(&members, figure->scenario);
    return members;
}

static void release(Plots *members) {
    for (size_t i = 0; i < members->count; i++) text_free(&members->list[i].name);
    free(members->list);
}

static size_t count_members(const Figure *figure) {
    size_t count = figure->sweep.count ? figure->sweep.count : 1;
    for (size_t i = 0; i < figure->scenario->pin_count && !figure->sweep.count; i++)
        count += figure->scenario->pins[i].shown;
    return count;
}

/* --- what is allowed --- */

/* Returns a part that is too many: it speaks of one curve, or of a plot larger than these. */
static int part_too_many(const FigureSpec *spec, bool sweep) {
    static const ChartPart parts[] = {CHART_FORMULA, CHART_NOTES, CHART_CAPTION};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (spec->switched >> parts[i] & 1 && !(sweep && parts[i] == CHART_CAPTION)) return (int)parts[i];
    return -1;
}

/* Returns the least size that plots and what is around them need, in the figure's type. */
static Box least_size(const FigureSpec *spec) {
    double em = fmax(1, spec->font_size / 9);
    return (Box){.w = (60 + 40 * spec->grid_columns) * em, .h = (70 + 36 * spec->grid_rows) * em};
}

bool figure_grid_allows(const Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    const FigureSpec *spec = &figure->spec;
    const Scenario *scenario = figure->scenario;
    if (!spec->grid_columns || !figure_format_draws(format)) return true;
    size_t count = count_members(figure), places = (size_t)spec->grid_columns * (size_t)spec->grid_rows;
    int part = part_too_many(spec, figure->sweep.count > 0);
    Box least = least_size(spec);
    text_setf(why, "--grid=%dx%d: ", spec->grid_columns, spec->grid_rows);
    size_t head = why->length;
    if (spec->window)
        text_add(why, "a grid is of charts; leave --window out");
    else if (figure_moves(figure, format, path))
        text_addf(why, "-o %s shows one value after the other; a grid shows all at once, in PNG, SVG or PDF", path);
    else if (count < 2)
        text_add(why, "a grid needs several curves: a --sweep, a --pin or several files");
    else if (count > places)
        text_addf(why, "it has %zu places for %zu curves", places, count);
    else if (figure_width(spec) < least.w || figure_height(spec) < least.h)
        text_addf(why, "its plots would be too small to read; it takes a --size of at least %.0fx%.0f", ceil(least.w), ceil(least.h));
    else if (!figure->sweep.count && scenario->family != SCENARIO_NO_FAMILY)
        text_add(why, "--family is drawn in one plot; --sweep gives each value its own");
    else if (!figure->sweep.count && scenario->implementations)
        text_add(why, "--implementations are drawn in one plot");
    else if (part >= 0)
        text_addf(why, "--show=%s has no room in it", chart_parts[part].name);
    bool good = why->length == head;
    if (good) text_clear(why);
    return good;
}

/* --- drawing --- */

static bool same_rates(const Plots *members) {
    bool same = true;
    for (size_t i = 1; i < members->count; i++)
        same = same && members->list[i].schedule->base_lr == members->list[0].schedule->base_lr;
    return same;
}

/* The same learning rates in the factors of another base_lr. */
static ChartView view_in(ChartView view, double ratio) {
    view.y0 *= ratio;
    view.y1 *= ratio;
    view.knee *= ratio;
    return view;
}

/* Returns the chart that all plots have in common. Where base_lr is not the same everywhere a height is a
   learning rate, and no factor belongs to it. */
static Chart chart_of(const Figure *figure, const Chart *common, const Member *member, bool same) {
    Chart chart = *common;
    chart.schedule = member->schedule;
    chart.view = view_in(common->view, figure->scenario->schedule.base_lr / member->schedule->base_lr);
    if (same) return chart;
    chart.rates_left = true;
    if (chart_shows(&chart, CHART_RATES)) chart.switched ^= 1u << CHART_RATES;
    return chart;
}

static int draw(Figure *figure, const Chart *common, const char *title, bool whole, Scene *scene) {
    Plots members = gather(figure, whole);
    ChartGridPanel *panels = memory_resize(NULL, members.count, sizeof *panels);
    ChartGrid grid = {.columns = figure->spec.grid_columns, .rows = figure->spec.grid_rows, .count = (int)members.count,
                      .panels = panels, .same_rate = same_rates(&members)};
    for (size_t i = 0; i < members.count; i++) {
        Member *member = &members.list[i];
        panels[i] = (ChartGridPanel){chart_of(figure, common, member, grid.same_rate), text_string(&member->name)};
        if (i > 0) panels[i].chart.log_count = 0, panels[i].chart.annotation_count = 0; /* these are the present curve's */
        grid.end = fmax(grid.end, (double)member->schedule->total_steps);
    }
    Color ground = figure->spec.transparent ? 0 : common->theme->card;
    scene_begin(scene, figure_width(&figure->spec), figure_height(&figure->spec), ground);
    int named = chart_grid(scene, &grid, title);
    release(&members);
    free(panels);
    return named;
}

/* Draws the grid. Where "warmup_factor = 0.5" has no room above its plot, the key stands above them all. */
void figure_grid_draw(Figure *figure, const Chart *chart, const char *title, Scene *scene) {
    text_clear(&figure->heading);
    int named = draw(figure, chart, title, true, scene);
    if (!figure->sweep.count || named == (int)figure->sweep.count) return;
    text_add(&figure->heading, figure_sweep_key(&figure->sweep));
    draw(figure, chart, title ? title : text_string(&figure->heading), false, scene);
}
