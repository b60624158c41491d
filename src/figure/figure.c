#include "figure/figure.h"

#include "base/memory.h"
#include "chart/chart.h"
#include "figure/grid.h"

#include <string.h>

static bool open_family(Figure *figure, const char *family, Text *why) {
    Text reason = {0};
    figure->fonts = paint_fonts_open_family(family, &reason);
    figure->own_fonts = figure->fonts != NULL;
    if (!figure->fonts) text_setf(why, "--font=%s: %s", family, text_string(&reason));
    text_free(&reason);
    return figure->fonts;
}

bool figure_open(Figure *figure, const Scenario *scenario, const FigureSpec *spec, const FigureWindow *window,
                 PaintFonts *fonts, Text *why) {
    *figure = (Figure){.scenario = scenario, .spec = *spec, .window = window, .fonts = fonts, .crosshair = CHART_NO_STEP};
    if (!figure_logs_open(&figure->logs, scenario, why)) return false;
    if (spec->font && !open_family(figure, spec->font, why)) return false;
    Text reason = {0};
    bool fits = scenario_family_fits(scenario, &reason);
    if (!fits) text_setf(why, "--family: %s", text_string(&reason));
    text_free(&reason);
    if (!fits) return false;
    return !spec->sweep || figure_sweep_read(&figure->sweep, &scenario->schedule, spec->sweep, why);
}

void figure_close(Figure *figure) {
    if (figure->opened) figure->window->close(figure->opened);
    if (figure->own_fonts) paint_fonts_close(figure->fonts);
    figure_sweep_free(&figure->sweep);
    figure_logs_free(&figure->logs);
    scene_free(&figure->chart);
    text_free(&figure->heading);
    text_free(&figure->embedded);
    text_free(&figure->description);
    *figure = (Figure){0};
}

/* There every part of the formula has something to say. */
static int64_t formula_step(const Schedule *schedule) {
    int64_t step = schedule->warmup_iters / 4, last = schedule->total_steps - 1;
    return step < last ? step : last;
}

/* True for a part that speaks of one curve among many, or of the one value of what varies. */
static bool speaks_of_one(ChartPart part, ParameterId varied) {
    switch (part) {
    case CHART_CURVE:
    case CHART_VERDICT:
    case CHART_REASON:
    case CHART_TERMS: return true;
    case CHART_WARMUP: return varied == PARAMETER_WARMUP_ITERS;
    case CHART_BASELINE: return varied == PARAMETER_BASE_LR;
    default: return false;
    }
}

/* It is left out of a sweep, unless it is asked for. */
static unsigned switched_parts(const Figure *figure) {
    unsigned switched = figure->spec.switched;
    bool one_plot = figure->sweep.count && !figure->spec.grid_columns;
    for (int part = 0; part < CHART_PARTS && one_plot; part++)
        if (!(figure->spec.explicit_parts >> part & 1) && speaks_of_one((ChartPart)part, figure->sweep.id))
            switched |= 1u << part;
    return switched;
}

static const char *title_of(const Figure *figure) {
    if (scenario_is_incomplete(figure->scenario)) return text_string(&figure->scenario->title);
    const char *title = figure->spec.title;
    return title && *title ? title : NULL;
}

/* Returns how many curves it names. */
static size_t draw(const Figure *figure, const Chart *chart, Scene *scene) {
    const char *title = title_of(figure);
    Color ground = figure->spec.transparent ? 0 : chart->theme->card;
    scene_begin(scene, figure_width(&figure->spec), figure_height(&figure->spec), ground);
    return chart_figure(scene, chart, title ? title : text_string(&figure->heading));
}

/* Returns the title without what a list beside it names. */
static size_t draw_curves(Figure *figure, Chart *chart, FigureOverlays *overlays, bool listed, Scene *scene) {
    text_clear(&figure->heading);
    if (listed)
        text_add(&figure->heading, figure_sweep_key(&figure->sweep));
    else
        figure_sweep_name(&figure->sweep, &figure->heading);
    figure_sweep_style(overlays, listed, title_of(figure) ? figure_sweep_key(&figure->sweep) : NULL, chart->theme);
    return draw(figure, chart, scene);
}

/* Draws a sweep, named at the curves, or by a legend where that names more, as in small figures. Both may
   leave some out. */
static void draw_sweep(Figure *figure, Chart *chart, FigureOverlays *overlays, Scene *scene) {
    size_t named = draw_curves(figure, chart, overlays, false, scene);
    if (named == overlays->count || overlays->count > SWEEP_LISTED_MAX) return;
    if (draw_curves(figure, chart, overlays, true, scene) > named) return;
    draw_curves(figure, chart, overlays, false, scene);
}

/* Returns the further curves, and the view that they stand in. */
static ChartView gather(const Figure *figure, FigureOverlays *overlays) {
    const Scenario *scenario = figure->scenario;
    const Schedule *schedule = &scenario->schedule;
    const Theme *theme = figure_theme(&figure->spec);
    ChartView all;
    if (figure->sweep.count) {
        ChartAxis axis = scenario->view_asinh ? CHART_ASINH : CHART_LINEAR;
        all = chart_on_axis(figure_sweep_fit(&figure->sweep, schedule), axis, schedule);
    } else {
        figure_overlays_gather(overlays, scenario, figure_family(scenario), theme);
        all = figure_everything(scenario, overlays, &figure->logs);
    }
    ChartView view = figure_view(scenario, &all);
    if (figure->sweep.count) figure_annotations_gather(overlays, scenario);
    if (figure->sweep.count) figure_sweep_overlays(overlays, &figure->sweep, &view, schedule->base_lr, theme);
    return view;
}

/* In the picture pins say only what tells them from the present curve, and this one what tells it from them. */
static void name_curves(const Scenario *scenario, FigureOverlays *overlays, Text *present) {
    Text whole = {0};
    figure_present_name(scenario, &whole);
    scenario_brief_present_name(scenario, text_string(&whole), present);
    text_free(&whole);
    overlays->labels = memory_resize(NULL, overlays->count + 1, sizeof *overlays->labels);
    overlays->label_count = overlays->count;
    for (size_t i = 0; i < overlays->count; i++) {
        overlays->labels[i] = (Text){0};
        if (!overlays->list[i].listed || !overlays->list[i].label) continue;
        scenario_brief_name(scenario, overlays->list[i].label, &overlays->labels[i]);
        overlays->list[i].label = text_string(&overlays->labels[i]);
    }
}

void figure_chart(Figure *figure, const Measure *measure, Scene *scene) {
    FigureOverlays overlays = {0};
    Text name = {0};
    const Schedule *schedule = &figure->scenario->schedule;
    ChartView view = gather(figure, &overlays);
    if (!figure->sweep.count) name_curves(figure->scenario, &overlays, &name);
    Chart chart = {.schedule = schedule,
                   .view = view,
                   .overlays = overlays.list,
                   .overlay_count = overlays.count,
                   .annotations = overlays.annotations,
                   .annotation_count = overlays.annotation_count,
                   .logs = figure->sweep.count ? NULL : figure->logs.drawn,
                   .log_count = figure->sweep.count ? 0 : figure->logs.count,
                   .name = name.length ? text_string(&name) : NULL,
                   .theme = figure_theme(&figure->spec),
                   .measure = measure,
                   .em = 1,
                   .rates_left = figure->scenario->view_rates,
                   .type_size = figure->spec.font_size,
                   .crosshair = figure->crosshair,
                   .laid = &figure->laid,
                   .verdict_on_all = true,
                   .formula_step = formula_step(schedule),
                   .varied = figure->sweep.count ? 1 + (int)figure->sweep.id : 0,
                   .switched = switched_parts(figure)};
    chart.handles = chart_shows(&chart, CHART_HANDLES);
    if (figure->spec.grid_columns) {
        chart.overlay_count = 0;
        chart.name = NULL;
        figure_grid_draw(figure, &chart, title_of(figure), scene);
    } else if (figure->sweep.count)
        draw_sweep(figure, &chart, &overlays, scene);
    else
        draw(figure, &chart, scene);
    figure_overlays_free(&overlays);
    text_free(&name);
}

void figure_embed(const Figure *figure, bool all, Text *out) {
    Scenario scenario = scenario_copy(figure->scenario);
    figure_spec_write(&figure->spec, all, &scenario);
    if (all)
        figure_logs_embed(&figure->logs, &scenario);
    else
        figure_logs_whole_names(&scenario);
    scenario_write(&scenario, out);
    scenario_free(&scenario);
}

void figure_draw(Figure *figure) {
    if (figure->scene) return;
    if (!figure->fonts) {
        figure->fonts = paint_fonts_open();
        figure->own_fonts = true;
    }
    Measure measure = paint_measure(figure->fonts);
    figure_describe(figure, &figure->description);
    figure_embed(figure, true, &figure->embedded);
    if (figure->spec.window) {
        /* The scenario has its points, as it will when the figure is drawn again from what it embeds. */
        Scenario scenario = scenario_copy(figure->scenario);
        figure_logs_embed(&figure->logs, &scenario);
        figure->opened = figure->window->open(&scenario, &figure->spec, &measure, &figure->scene);
        scenario_free(&scenario);
        return;
    }
    figure_chart(figure, &measure, &figure->chart);
    figure->scene = &figure->chart;
}

/* Returns the title, also of a figure that shows none: screen readers, viewers and catalogues begin with
   it. */
static const char *name_of(const Figure *figure) {
    if (title_of(figure)) return title_of(figure);
    return figure->heading.length ? text_string(&figure->heading) : "Learning rate";
}

PaintAbout figure_about(const Figure *figure) {
    return (PaintAbout){.title = name_of(figure),
                         .description = text_string(&figure->description),
                         .scenario = text_string(&figure->embedded),
                         .date = figure->spec.date,
                         .physical = figure->spec.physical};
}
