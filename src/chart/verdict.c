#include "chart/lines.h"
#include "chart/plot.h"
#include "schedule/bound.h"
#include "schedule/words.h"

#include <math.h>

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

Color chart_verdict_ink(const Schedule *schedule, const Theme *theme) {
    if (is_above(schedule)) return theme->above_ink;
    return is_negative(schedule) ? theme->error : theme->never_ink;
}

static Color fill_of(const Schedule *schedule, const Theme *theme) {
    if (is_above(schedule)) return theme->above_fill;
    return is_negative(schedule) ? theme->control : theme->never_fill;
}

/* Cut short where it is wider than `most`. */
static double draw_pill(Scene *scene, double x, double y, double most, const Chart *chart, const char *text) {
    const Schedule *schedule = chart->schedule;
    double em = chart->em, height = 30 * em;
    bool warns = is_above(schedule) || is_negative(schedule);
    Color ink = chart_verdict_ink(schedule, chart->theme);
    TextStyle style = {FONT_WORDS_BOLD, 13.5 * em, ink};
    Lines line;
    lines_break(&line, chart->measure, style, text, most - 52 * em, 1);
    double width = 34 * em + measure_text(chart->measure, style, line.text[0]) + 18 * em;
    scene_fill(scene, (Box){x, y, width, height}, height / 2, fill_of(schedule, chart->theme));
    (warns ? draw_triangle : draw_tick)(scene, x + 14 * em, y + height / 2, em, ink);
    scene_text(scene, x + 34 * em, y + 20 * em, ALIGN_LEFT, style, line.text[0]);
    return width;
}

/* One line level with the pill's text, or two around its middle. */
static void draw_beside(Scene *scene, double x, double y, double em, const Lines *lines, TextStyle style) {
    double leading = 16 * em, first = y + 20 * em - (lines->count - 1) * leading / 2;
    for (int i = 0; i < lines->count; i++)
        scene_text(scene, x, first + i * leading, ALIGN_LEFT, style, lines->text[i]);
}

static double draw_below(Scene *scene, double x, double y, double em, const Lines *lines, TextStyle style) {
    for (int i = 0; i < lines->count; i++)
        scene_text(scene, x, y + (48 + 16 * i) * em, ALIGN_LEFT, style, lines->text[i]);
    return (36 + 16 * lines->count) * em;
}

/* Beside the pill in one line or two; else below it; else, beside a pill that leaves much room, cut short. */
static double draw_reason(Scene *scene, double x, double y, double width, double pill, const Chart *chart,
                          const char *reason, bool beside) {
    double em = chart->em, room = width - pill;
    TextStyle style = {FONT_WORDS, 13 * em, chart->theme->muted};
    Lines lines;
    lines_break(&lines, chart->measure, style, reason, room, 2);
    if (lines.complete || (room > 240 * em && !beside)) {
        draw_beside(scene, x + pill, y, em, &lines, style);
    } else if (!beside) {
        lines_break(&lines, chart->measure, style, reason, width, 2);
        return draw_below(scene, x, y, em, &lines, style);
    }
    return 30 * em;
}

double verdict_draw(Scene *scene, double x, double y, double width, const Chart *chart, bool beside) {
    Text own = {0}, *words = chart->scratch ? chart->scratch : &own;
    scene_group(scene, "verdict");
    text_clear(words);
    words_verdict(chart->schedule, words);
    double pill = draw_pill(scene, x, y, width, chart, text_string(words)) + 14 * chart->em;
    text_clear(words);
    words_reason(chart->schedule, words);
    double height = 30 * chart->em;
    if (chart_shows(chart, CHART_REASON))
        height = draw_reason(scene, x, y, width, pill, chart, text_string(words), beside);
    scene_group_end(scene);
    text_free(&own);
    return height;
}

double chart_verdict(Scene *scene, double x, double y, double width, const Chart *chart) {
    return verdict_draw(scene, x, y, width, chart, false);
}
