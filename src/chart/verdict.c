#include "chart/lines.h"
#include "chart/plot.h"
#include "chart/verdict_words.h"
#include "schedule/bound.h"
#include "schedule/words.h"

#include <math.h>

static const double LEADING = 18; /* of the pill's lines, in em */

static void draw_tick(Scene *scene, double x, double y, double em, Color color) {
    Point points[] = {{x, y}, {x + 4 * em, y + 4.5 * em}, {x + 12 * em, y - 4.5 * em}};
    scene_line(scene, points, 3, (Stroke){.color = color, .width = 2.4 * em, .round = 1});
}

static void draw_triangle(Scene *scene, double x, double y, double em, Color color) {
    Point points[] = {{x - em, y + 6 * em}, {x + 6 * em, y - 6 * em}, {x + 13 * em, y + 6 * em}};
    scene_polygon(scene, points, 3, color);
}

static bool is_above(const Schedule *schedule) {
    return schedule_above(schedule).any;
}

static bool is_negative(const Schedule *schedule) {
    return schedule_last_negative(schedule) >= 0;
}

static bool warns(const Schedule *schedule) {
    return is_above(schedule) || is_negative(schedule);
}

double verdict_draw_mark(Scene *scene, double x, double y, double em, const Schedule *schedule, const Theme *theme) {
    (warns(schedule) ? draw_triangle : draw_tick)(scene, x, y, em, chart_verdict_ink(schedule, theme));
    return 14 * em;
}

Color chart_verdict_ink(const Schedule *schedule, const Theme *theme) {
    if (is_above(schedule)) return theme->above_ink;
    return is_negative(schedule) ? theme->error : theme->never_ink;
}

static Color fill_of(const Schedule *schedule, const Theme *theme) {
    if (is_above(schedule)) return theme->above_fill;
    return is_negative(schedule) ? theme->control : theme->never_fill;
}

/* The pill with its words, in one line or two. */
typedef struct Pill {
    const Schedule *schedule; /* whose colour it has */
    TextStyle style;
    Lines lines;
    double width, height;
} Pill;

/* Returns true where the verdict is not on the present curve alone. */
static bool has_others(const Chart *chart) {
    return chart->verdict_on_all && chart->overlay_count > 0;
}

static void add_words(const Chart *chart, int form, Text *out) {
    bool others = has_others(chart);
    const Schedule *present = !others || chart_shows(chart, CHART_CURVE) ? chart->schedule : NULL;
    verdict_words_add(present, chart->overlays, others ? chart->overlay_count : 0, form, out);
}

/* Returns the schedule whose verdict gives the mark and the colour: where the words count curves, one that is above 1,
   if any is. */
static const Schedule *schedule_of(const Chart *chart, int form) {
    bool drawn = chart_shows(chart, CHART_CURVE);
    if (!has_others(chart) || (drawn && (form == 0 || is_above(chart->schedule)))) return chart->schedule;
    for (size_t i = 0; i < chart->overlay_count; i++)
        if (is_above(chart->overlays[i].schedule)) return chart->overlays[i].schedule;
    return drawn ? chart->schedule : chart->overlays[0].schedule;
}

/* Makes the pill in at most `max` lines of `width`, in words that have room there. */
static Pill make_pill(const Chart *chart, double width, int max) {
    double em = chart->em, widest = 0;
    Pill pill = {.style = {FONT_WORDS_BOLD, 13.5 * em, 0}};
    Text own = {0}, *words = chart->scratch ? chart->scratch : &own;
    for (int form = 0; form < VERDICT_FORMS && !pill.lines.complete; form++) {
        text_clear(words);
        add_words(chart, form, words);
        pill.schedule = schedule_of(chart, form);
        pill.style.color = chart_verdict_ink(pill.schedule, chart->theme);
        lines_break(&pill.lines, chart->measure, pill.style, text_string(words), width - 52 * em, max);
    }
    for (int i = 0; i < pill.lines.count; i++)
        widest = fmax(widest, measure_text(chart->measure, pill.style, pill.lines.text[i]));
    pill.width = 34 * em + widest + 18 * em;
    pill.height = (30 + LEADING * (pill.lines.count - 1)) * em;
    text_free(&own);
    return pill;
}

static void draw_pill(Scene *scene, double x, double y, const Chart *chart, const Pill *pill) {
    double em = chart->em;
    scene_fill(scene, (Box){x, y, pill->width, pill->height}, 15 * em, fill_of(pill->schedule, chart->theme));
    verdict_draw_mark(scene, x + 14 * em, y + pill->height / 2, em, pill->schedule, chart->theme);
    for (int i = 0; i < pill->lines.count; i++)
        scene_text(scene, x + 34 * em, y + (20 + LEADING * i) * em, ALIGN_LEFT, pill->style,
                   pill->lines.text[i]);
}

/* One line level with the pill's text, or two around its middle. */
static void draw_beside(Scene *scene, double x, double y, double em, const Lines *lines, TextStyle style) {
    double leading = 16 * em, first = y + 20 * em - (lines->count - 1) * leading / 2;
    for (int i = 0; i < lines->count; i++)
        scene_text(scene, x, first + i * leading, ALIGN_LEFT, style, lines->text[i]);
}

static double draw_below(Scene *scene, double x, double y, double em, const Lines *lines, TextStyle style) {
    for (int i = 0; i < lines->count; i++)
        scene_text(scene, x, y + (18 + 16 * i) * em, ALIGN_LEFT, style, lines->text[i]);
    return (6 + 16 * lines->count) * em;
}

/* Draws the reason beside the pill in one line or two; else below it, where there is more room. */
static double draw_reason(Scene *scene, double x, double y, double width, const Pill *pill,
                          const Chart *chart, bool beside) {
    double em = chart->em, left = pill->width + 14 * em, room = width - left;
    TextStyle style = {FONT_WORDS, 13 * em, chart->theme->muted};
    Text own = {0}, *words = chart->scratch ? chart->scratch : &own;
    Lines lines;
    text_clear(words);
    if (has_others(chart)) text_add(words, "bold curve: ");
    words_reason(chart->schedule, words);
    lines_break(&lines, chart->measure, style, text_string(words), room, 2);
    bool below = !beside && !lines.complete;
    if (below) lines_break(&lines, chart->measure, style, text_string(words), width, 2);
    text_free(&own);
    if (below) return pill->height + draw_below(scene, x, y + pill->height, em, &lines, style);
    if (lines.complete) draw_beside(scene, x + left, y + (pill->height - 30 * em) / 2, em, &lines, style);
    return pill->height;
}

double verdict_draw(Scene *scene, double x, double y, double width, const Chart *chart, bool beside) {
    Pill pill = make_pill(chart, width, beside ? 1 : 2);
    double height = pill.height;
    scene_group(scene, "verdict");
    draw_pill(scene, x, y, chart, &pill);
    if (chart_shows(chart, CHART_REASON)) height = draw_reason(scene, x, y, width, &pill, chart, beside);
    scene_group_end(scene);
    return height;
}

static const double MARK = 18; /* with a gap behind it, in em */

static double inline_width(const Plot *plot, int form, Text *words) {
    text_clear(words);
    add_words(plot->chart, form, words);
    return MARK * plot->em + measure_text(plot->chart->measure, plot_words(plot, 0), text_string(words));
}

double verdict_inline_width(const Plot *plot) {
    Text words = {0};
    double width = plot->chart->verdict_inline ? inline_width(plot, VERDICT_FORMS - 1, &words) : 0;
    text_free(&words);
    return width;
}

/* The mark alone where no words have room. */
void verdict_draw_inline(const Plot *plot) {
    const PlotLayout *layout = plot->layout;
    if (!plot->chart->verdict_inline) return;
    double em = plot->em, room = layout->header_right - layout->header_left, y = layout->header - 12 * em, width = INFINITY;
    Text words = {0};
    int form = -1;
    while (++form < VERDICT_FORMS && width > room) width = inline_width(plot, form, &words);
    const Schedule *schedule = schedule_of(plot->chart, form - 1);
    double x = layout->header_left + (room - (width <= room ? width : MARK * em)) / 2;
    scene_group(plot->scene, "verdict");
    if (MARK * em <= room) verdict_draw_mark(plot->scene, x + em, y - 4 * em, 0.85 * em, schedule, plot->theme);
    if (width <= room)
        scene_text(plot->scene, x + MARK * em, y, ALIGN_LEFT, plot_words(plot, chart_verdict_ink(schedule, plot->theme)),
                   text_string(&words));
    text_free(&words);
}

double chart_verdict(Scene *scene, double x, double y, double width, const Chart *chart) {
    return verdict_draw(scene, x, y, width, chart, false);
}

double chart_verdict_height(const Chart *chart, double width) {
    return make_pill(chart, width, 2).height;
}
