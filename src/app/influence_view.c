#include "app/app.h"
#include "app/effect.h"
#include "app/parts.h"
#include "base/number.h"
#include "schedule/sums.h"

#include <math.h>
#include <string.h>

enum { SIDE = 20, AREA_POINTS = 512 };

/* One of the two readings: a share of the whole for every place of the run, on the plot's own axis of steps.
 */
typedef struct Band {
    const char *name;
    double (*at)(const App *app, double step); /* 0 and above, of any unit */
    ScheduleSum until;                         /* the share up to the crosshair; NAN: there are none */
    Color color;
} Band;

static double rate_at(const App *app, double step) {
    return schedule_factor_at(&app->scenario.schedule, step);
}

static double left_at(const App *app, double step) {
    const Influence *influence = &app->effect.influence;
    double total = (double)app->scenario.schedule.total_steps, last = influence->updates - 1;
    return influence->updates ? influence->left[(int)fmax(0, fmin(step / total * influence->updates, last))] : 0;
}

/* Places in sight between two steps. */
static int trace_band(const App *app, const Band *band, const ChartLayout *layout, double from, double end,
                      Point *points) {
    for (int i = 0; i < AREA_POINTS; i++) {
        double step = from + (end - from) * i / (AREA_POINTS - 1);
        points[i] = (Point){chart_x(layout, step), chart_y(layout, band->at(app, step))};
    }
    return AREA_POINTS;
}

static void fill_band(App *app, const Band *band, const ChartLayout *layout, double end, double alpha) {
    Point points[AREA_POINTS + 2];
    double from = fmax(0, layout->view.x0);
    end = fmin(end, fmin(layout->view.x1, (double)app->scenario.schedule.total_steps));
    if (end <= from) return;
    int count = trace_band(app, band, layout, from, end, points);
    points[count] = (Point){chart_x(layout, end), chart_y(layout, 0)};
    points[count + 1] = (Point){chart_x(layout, from), chart_y(layout, 0)};
    scene_polygon(&app->scene, points, (size_t)count + 2, scene_fade(band->color, alpha));
}

static void outline_band(App *app, const Band *band, const ChartLayout *layout, double em) {
    Point points[AREA_POINTS];
    double from = fmax(0, layout->view.x0), end = fmin(layout->view.x1, (double)app->scenario.schedule.total_steps);
    if (end <= from) return; /* only a longer pin is in sight */
    int count = trace_band(app, band, layout, from, end, points);
    scene_line(&app->scene, points, (size_t)count,
               (Stroke){.color = band->color, .width = 1.8 * em, .round = 1});
}

/* Lays the band out from 0 to a little above the greatest. */
static ChartLayout layout_of(const App *app, const Band *band, Box plot) {
    ChartLayout layout = {.plot = plot, .view = app->layout.view};
    double total = (double)app->scenario.schedule.total_steps, lowest = 0, highest = 0;
    layout.view.axis = CHART_LINEAR;
    for (int i = 0; i < AREA_POINTS; i++) {
        double value = band->at(app, total * i / (AREA_POINTS - 1));
        lowest = fmin(lowest, value);
        highest = fmax(highest, value);
    }
    layout.view.y0 = lowest;
    layout.view.y1 = highest > lowest ? highest + 0.06 * (highest - lowest) : lowest + 1;
    return layout;
}

/* Returns "Steps 0 – 250: 3.2%", or the percentage alone where that has no room beside the name. */
static const char *say_until(App *app, const Band *band, TextStyle style, double room) {
    text_clear(&app->words);
    words_until(viewing_step(app), band->until, &app->words);
    if (measure_text(app->ui.measure, style, text_string(&app->words)) > room) {
        const char *words = text_string(&app->words), *colon = strchr(words, ':');
        return colon ? colon + 2 : words;
    }
    return text_string(&app->words);
}

/* Draws what the band is, and how much of it has happened at the crosshair. */
static void draw_caption(App *app, const Band *band, double x, double y, double width, double em) {
    TextStyle name = {FONT_WORDS_MEDIUM, 12 * em, app->theme->text},
              number = {FONT_MONO_MEDIUM, 12 * em, band->color};
    double room = width - measure_text(app->ui.measure, name, band->name) - 12 * em;
    scene_text(&app->scene, x, y, ALIGN_LEFT, name, band->name);
    scene_text(&app->scene, x + width, y, ALIGN_RIGHT, number, say_until(app, band, number, room));
}

/* Under its caption, which may be wider than the plot. */
static void draw_band(App *app, const Band *band, Box box, double em) {
    const Theme *theme = app->theme;
    Box plot = app->layout.plot;
    double caption = 18 * em;
    ChartLayout layout = layout_of(app, band, (Box){plot.x, box.y + caption, plot.w, box.h - caption});
    double now = (double)viewing_step(app) + 1, x = chart_x(&layout, now), zero = chart_y(&layout, 0);
    draw_caption(app, band, box.x, box.y + 13 * em, box.w, em);
    scene_clip(&app->scene, layout.plot);
    fill_band(app, band, &layout, layout.view.x1, 0.14);
    fill_band(app, band, &layout, now, 0.4);
    outline_band(app, band, &layout, em);
    scene_rule(&app->scene, x, layout.plot.y, x, layout.plot.y + layout.plot.h,
               (Stroke){.color = theme->muted, .width = 1, .dash = DASH_DOT});
    scene_clip_end(&app->scene);
    scene_rule(&app->scene, plot.x, zero, plot.x + plot.w, zero, (Stroke){.color = theme->axis, .width = 1});
}

static double left_until(App *app) {
    const AppEffect *effect = &app->effect;
    int before = descent_updates_before(&effect->descent, &app->scenario.schedule, viewing_step(app));
    return influence_share(&effect->influence, before);
}

static void draw_bands(App *app, Box box, double em) {
    const Theme *theme = app->theme;
    double gap = 8 * em, height = (box.h - gap) / 2;
    Band summed = {"share of the summed step sizes", rate_at, app->effect.until, theme->accent};
    double left = left_until(app);
    Band rest = {"what is left of it in the end", left_at, (ScheduleSum){left, left, false}, theme->never_ink};
    draw_band(app, &summed, (Box){box.x, box.y, box.w, height}, em);
    draw_band(app, &rest, (Box){box.x, box.y + height + gap, box.w, height}, em);
}

void effect_show_influence(App *app, Box box, double em, double reserved) {
    TextStyle strong = {FONT_WORDS_BOLD, 13.5 * em, app->theme->text},
              weak = {FONT_WORDS, 11 * em, app->theme->muted};
    double x = box.x + SIDE * em, y = box.y + 12 * em, width = box.w - 2 * SIDE * em;
    effect_update_sums(app);
    effect_update_descent(app);
    text_clear(&app->words);
    influence_words(&app->effect.influence, app->effect.half, &app->words);
    y = fmax(y + effect_words(app, x, y, width - reserved, strong, true),
             box.y + (reserved > 0 ? 40 * em : 0)) +
        4 * em;
    text_clear(&app->words);
    (app->present.on ? influence_scope_brief : influence_scope_words)(&app->effect.influence, &app->words);
    double foot = box.y + box.h - 10 * em - effect_words(app, x, 0, width, weak, false);
    effect_words(app, x, foot, width, weak, true);
    draw_bands(app, (Box){x, y, width, foot - 6 * em - y}, em);
}
