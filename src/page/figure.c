/* A figure with sliders: the same that `lrscope -o` draws, drawn anew for every value. */
#include "base/memory.h"
#include "figure/sliders.h"
#include "page/json.h"
#include "page/show.h"

#include <math.h>
#include <stdlib.h>

typedef struct Shown {
    Scenario scenario;
    FigureSliders sliders;
    Scene scene;
    ChartLayout laid; /* of the last picture */
    int64_t crosshair;
    double width, height;
} Shown;

static void close(Page *page) {
    Shown *shown = page->own;
    scenario_free(&shown->scenario);
    scene_free(&shown->scene);
    free(shown);
}

static void prefer(Page *page) {
    (void)page;
}

/* It keeps its proportions where it is made smaller, but is never lower than can be read. */
static void resize(Page *page, double width, double height) {
    Shown *shown = page->own;
    (void)height;
    double own_width = figure_width(&page->spec), own_height = figure_height(&page->spec);
    shown->width = fmin(own_width, fmax(240, floor(width)));
    bool smaller = shown->width < own_width;
    shown->height = smaller ? fmin(own_height, fmax(320, round(own_height * shown->width / own_width))) : own_height;
}

/* The pointer is over a step, whose values are shown; nothing else can be done to the picture. */
static void take_input(Page *page, const Input *input) {
    Shown *shown = page->own;
    bool inside = input->kind != INPUT_LEAVE && !page->spec.grid_columns && box_contains(shown->laid.plot, input->x, input->y);
    double last = (double)shown->scenario.schedule.total_steps - 1;
    shown->crosshair = inside ? (int64_t)fmin(last, fmax(0, round(chart_step(&shown->laid, input->x)))) : CHART_NO_STEP;
}

static const Scene *draw(Page *page) {
    Shown *shown = page->own;
    Figure figure;
    Text why = {0};
    FigureSpec spec = page->spec;
    spec.width = shown->width;
    spec.height = shown->height;
    spec.theme = page_theme(page);
    spec.font = NULL;
    if (figure_open(&figure, &shown->scenario, &spec, NULL, page->fonts, &why)) {
        figure.crosshair = shown->crosshair;
        figure_chart(&figure, &page->measure, &shown->scene);
        shown->laid = figure.laid;
    }
    figure_close(&figure);
    text_free(&why);
    return &shown->scene;
}

static const Scenario *scenario_of(const Page *page) {
    return &((const Shown *)page->own)->scenario;
}

static void take(Page *page, const Schedule *schedule) {
    ((Shown *)page->own)->scenario.schedule = *schedule;
}

static void describe(const Page *page, Text *out) {
    Figure figure;
    Text why = {0};
    if (figure_open(&figure, scenario_of(page), &page->spec, NULL, page->fonts, &why)) figure_brief(&figure, out);
    figure_close(&figure);
    text_free(&why);
}

static void add_slider(const FigureSlider *slider, const Schedule *schedule, Text *out) {
    Text value = {0};
    parameter_print(schedule, slider->id, &value);
    text_add(out, "{");
    json_member(out, "key", parameter_name(schedule, slider->id));
    json_member(out, "help", parameters[slider->id].help);
    json_member(out, "unit", parameters[slider->id].unit);
    json_member(out, "value", text_string(&value));
    text_addf(out, "\"applies\": %s, \"position\": %.17g}", parameter_applies(schedule, slider->id) ? "true" : "false",
              parameter_to_track(slider->id, slider->low, slider->high, parameter_effective(schedule, slider->id)));
    text_free(&value);
}

static void add_sliders(const FigureSliders *sliders, const Schedule *schedule, Text *out) {
    text_add(out, "\"sliders\": [");
    for (int i = 0; i < sliders->count; i++) {
        if (i) text_add(out, ", ");
        add_slider(&sliders->items[i], schedule, out);
    }
    text_add(out, "], ");
}

static void add_state(Page *page, Text *out) {
    Shown *shown = page->own;
    const Theme *theme = page_theme(page);
    add_sliders(&shown->sliders, &shown->scenario.schedule, out);
    json_colors(out, theme, theme->card);
    text_addf(out, "\"width\": %g, \"height\": %g, \"deadline\": 0, ", shown->width, shown->height);
}

static const PageShow show = {close, prefer, resize, take_input, draw, scenario_of, take, describe, add_state};

Page *page_open_figure(const char *scenario, const char *sliders) {
    Page *page = page_begin(scenario);
    Shown *shown = memory_resize(NULL, 1, sizeof *shown);
    *shown = (Shown){.scenario = scenario_copy(&page->file), .crosshair = CHART_NO_STEP};
    page->show = &show;
    page->own = shown;
    sliders_open(&shown->sliders, &shown->scenario.schedule, sliders, &page->refusal);
    resize(page, figure_width(&page->spec), figure_height(&page->spec));
    return page;
}

bool page_slide(Page *page, int slider, double position) {
    Shown *shown = page->own;
    text_clear(&page->refusal);
    return sliders_move(&shown->sliders, &shown->scenario.schedule, slider, position, &page->refusal);
}

bool page_put(Page *page, int slider, const char *text) {
    Shown *shown = page->own;
    text_clear(&page->refusal);
    return sliders_read(&shown->sliders, &shown->scenario.schedule, slider, text, &page->refusal);
}

bool page_step(Page *page, int slider, double steps) {
    Shown *shown = page->own;
    text_clear(&page->refusal);
    return sliders_step(&shown->sliders, &shown->scenario.schedule, slider, steps, &page->refusal);
}
