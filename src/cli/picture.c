#include "cli/picture.h"

#include "base/memory.h"
#include "base/number.h"
#include "chart/view.h"
#include "cli/overlays.h"
#include "cli/sweep.h"
#include "schedule/words.h"

#include <math.h>
#include <stdlib.h>

void cli_picture_size(const CliRequest *request, double *width, double *height) {
    bool window = request->explicit[CLI_WINDOW] != NULL;
    *width = request->width > 0 ? request->width : window ? 1280 : 960;
    *height = request->height > 0 ? request->height : window ? 800 : 540;
}

static const char *title_of(const CliRequest *request) {
    const char *title = request->explicit[CLI_TITLE];
    return title && *title ? title : NULL;
}

static const Theme *theme_of(const CliRequest *request) {
    if (request->theme) return request->theme;
    return request->explicit[CLI_WINDOW] ? &theme_dark : &theme_light;
}

/* The scenario's own, or what `fit` shows on its axis. */
static ChartView view_of(const Scenario *scenario, ChartView fit) {
    ChartAxis axis = scenario->view_asinh ? CHART_ASINH : CHART_LINEAR;
    ChartView all = chart_on_axis(fit, axis, &scenario->schedule);
    if (!scenario->view_fixed) return all;
    return view_fixed(scenario->view_steps, scenario->view_factor, &all);
}

/* There every part of the formula has something to say. */
static int64_t formula_step(const Schedule *schedule) {
    int64_t step = schedule->warmup_iters / 4, last = schedule->total_steps - 1;
    return step < last ? step : last;
}

/* What speaks of one curve among many, or of the one value of what varies. */
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

/* It is left out, unless it is asked for. */
static unsigned family_parts(const CliRequest *request) {
    unsigned switched = request->switched;
    for (int part = 0; part < CHART_PARTS; part++)
        if (!(request->explicit_parts >> part & 1) && speaks_of_one((ChartPart)part, request->sweep->id))
            switched |= 1u << part;
    return switched;
}

static void draw(const CliPicture *picture, const CliRequest *request, const Chart *chart, Scene *scene) {
    double width, height;
    const char *title = title_of(request);
    cli_picture_size(request, &width, &height);
    scene_begin(scene, width, height, request->explicit[CLI_TRANSPARENT] ? 0 : chart->theme->card);
    chart_figure(scene, chart, title ? title : text_string(&picture->sweep));
}

/* A list names the values, so that the title need not. */
static void draw_curves(CliPicture *picture, const CliRequest *request, const Chart *chart, CliOverlays *overlays,
                        bool listed, Scene *scene) {
    text_clear(&picture->sweep);
    if (listed)
        text_add(&picture->sweep, parameters[request->sweep->id].key);
    else
        cli_sweep_name(request->sweep, &picture->sweep);
    cli_sweep_list_curves(overlays, listed, chart->theme);
    draw(picture, request, chart, scene);
}

/* Named at the curves; by a legend where that names more, as in small figures. Both may leave some out. */
static void draw_family(CliPicture *picture, const CliRequest *request, const Chart *chart, CliOverlays *overlays,
                        Scene *scene) {
    draw_curves(picture, request, chart, overlays, false, scene);
    size_t named = cli_sweep_named(overlays, scene);
    if (named == overlays->count || overlays->count > SWEEP_LISTED_MAX) return;
    draw_curves(picture, request, chart, overlays, true, scene);
    if (cli_sweep_named(overlays, scene) > named) return;
    draw_curves(picture, request, chart, overlays, false, scene);
}

/* The further curves, and the view that they stand in. */
static ChartView make_overlays(CliOverlays *overlays, const CliRequest *request) {
    const Scenario *scenario = &request->scenario;
    const Schedule *schedule = &scenario->schedule;
    const Theme *theme = theme_of(request);
    if (request->sweep) {
        ChartView view = view_of(scenario, cli_sweep_fit(request->sweep, schedule));
        cli_sweep_overlays(overlays, request->sweep, &view, schedule->base_lr, theme);
        return view;
    }
    cli_overlays_make(overlays, scenario, theme);
    return view_of(scenario, chart_fit_overlays(schedule, overlays->list, overlays->count));
}

void cli_picture_chart(CliPicture *picture, const CliRequest *request, const Measure *measure, Scene *scene) {
    CliOverlays overlays;
    ChartView view = make_overlays(&overlays, request);
    Chart chart = {.schedule = &request->scenario.schedule,
                   .view = view,
                   .overlays = overlays.list,
                   .overlay_count = overlays.count,
                   .name = overlays.name.length ? text_string(&overlays.name) : NULL,
                   .theme = theme_of(request),
                   .measure = measure,
                   .em = 1,
                   .crosshair = CHART_NO_STEP,
                   .formula_step = formula_step(&request->scenario.schedule),
                   .switched = request->sweep ? family_parts(request) : request->switched};
    chart.handles = chart_shows(&chart, CHART_HANDLES);
    if (request->sweep) {
        chart.varied = 1 + (int)request->sweep->id;
        draw_family(picture, request, &chart, &overlays, scene);
    } else {
        draw(picture, request, &chart, scene);
    }
    cli_overlays_free(&overlays);
}

static void make_chart(CliPicture *picture, const CliRequest *request) {
    Measure measure = figure_measure(picture->fonts);
    cli_picture_chart(picture, request, &measure, &picture->chart);
    picture->scene = &picture->chart;
}

static void make_window(CliPicture *picture, const CliRequest *request, double width, double height) {
    Measure measure = figure_measure(picture->fonts);
    picture->app = memory_resize(NULL, 1, sizeof *picture->app);
    app_open(picture->app, &request->scenario, theme_of(request));
    app_resize(picture->app, width, height);
    picture->scene = app_frame(picture->app, &(Input){.kind = INPUT_NONE}, &measure);
}

static void set_number(Text *out, double value) {
    text_add(out, number_exact(value).text);
}

/* In a sweep it matters too that a part was asked for which is shown usually. */
static void list_switched(const CliRequest *request, bool shown, Text *out) {
    unsigned told = request->switched | (request->sweep ? request->explicit_parts : 0);
    for (int i = 0; i < CHART_PARTS; i++)
        if (told >> i & 1 && (chart_parts[i].shown_by_default != (request->switched >> i & 1)) == shown)
            text_addf(out, "%s%s", out->length ? "," : "", chart_parts[i].name);
}

/* However it was said, the same figure carries the same words: also where nothing was said. */
static void embedded_value(const CliRequest *request, int id, Text *out) {
    double width, height;
    cli_picture_size(request, &width, &height);
    text_clear(out);
    switch (id) {
    case CLI_SIZE:
        set_number(out, width);
        text_add(out, "x");
        set_number(out, height);
        break;
    case CLI_SCALE: set_number(out, request->scale); break;
    case CLI_THEME: text_add(out, theme_of(request)->name); break;
    case CLI_SHOW: list_switched(request, true, out); break;
    case CLI_HIDE: list_switched(request, false, out); break;
    default:
        if (request->explicit[id]) text_add(out, cli_options[id].argument ? request->explicit[id] : "true");
    }
}

void cli_picture_embedded(const CliRequest *request, bool all, Text *out) {
    Scenario scenario = scenario_copy(&request->scenario);
    Text value = {0};
    scenario_clear_settings(&scenario);
    for (int i = 0; i < CLI_OPTIONS; i++) {
        if (!cli_options[i].carried || !(all || request->explicit[i])) continue;
        embedded_value(request, i, &value);
        if (value.length) scenario_set(&scenario, cli_options[i].name, text_string(&value));
    }
    scenario_write(&scenario, out);
    text_free(&value);
    scenario_free(&scenario);
}

void cli_picture_describe(const CliRequest *request, Text *out) {
    if (request->sweep) {
        text_add(out, "One curve each for ");
        cli_sweep_name(request->sweep, out);
        text_add(out, ". Otherwise: ");
    }
    words_describe(&request->scenario.schedule, out);
    cli_overlays_describe(&request->scenario, out);
}

/* Once for all formats, so that they cannot differ. */
void cli_picture_make(CliPicture *picture, const CliRequest *request) {
    if (picture->scene) return;
    double width, height;
    cli_picture_size(request, &width, &height);
    if (!picture->fonts) picture->fonts = request->fonts ? request->fonts : figure_fonts_open();
    picture->borrowed = picture->fonts == request->fonts;
    cli_picture_describe(request, &picture->description);
    cli_picture_embedded(request, true, &picture->carried);
    if (request->explicit[CLI_WINDOW])
        make_window(picture, request, width, height);
    else
        make_chart(picture, request);
}

void cli_picture_close(CliPicture *picture) {
    if (picture->app) app_close(picture->app);
    free(picture->app);
    scene_free(&picture->chart);
    text_free(&picture->description);
    text_free(&picture->carried);
    text_free(&picture->sweep);
    if (picture->fonts && !picture->borrowed) figure_fonts_close(picture->fonts);
    *picture = (CliPicture){0};
}

/* Also of a figure that shows none: screen readers, viewers and catalogues begin with it. */
static const char *name_of(const CliPicture *picture, const CliRequest *request) {
    if (title_of(request)) return title_of(request);
    return picture->sweep.length ? text_string(&picture->sweep) : "Learning rate";
}

static FigureAbout about(const CliPicture *picture, const CliRequest *request) {
    return (FigureAbout){.title = name_of(picture, request),
                         .description = text_string(&picture->description),
                         .scenario = text_string(&picture->carried)};
}

static bool put(bool painted, Text *bytes, FILE *stream) {
    if (painted) fwrite(bytes->data, 1, bytes->length, stream);
    text_free(bytes);
    return painted;
}

bool cli_picture_png(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why) {
    Text bytes = {0};
    cli_picture_make(picture, request);
    FigureAbout words = about(picture, request);
    return put(figure_png(picture->scene, picture->fonts, request->scale, &words, &bytes, why), &bytes,
               stream);
}

bool cli_picture_svg(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why) {
    Text bytes = {0};
    cli_picture_make(picture, request);
    FigureAbout words = about(picture, request);
    FigureText text = request->real_text ? FIGURE_REAL_TEXT : FIGURE_OUTLINES;
    return put(figure_svg(picture->scene, picture->fonts, text, &words, &bytes, why), &bytes, stream);
}

bool cli_picture_pdf(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why) {
    Text bytes = {0};
    cli_picture_make(picture, request);
    FigureAbout words = about(picture, request);
    return put(figure_pdf(picture->scene, picture->fonts, &words, &bytes, why), &bytes, stream);
}
