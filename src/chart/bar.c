#include "chart/bar.h"

#include <math.h>

static double at(Box box, const Bar *bar, double value) {
    double share = (value - bar->low) / (bar->high - bar->low);
    return box.x + box.w * fmin(1, fmax(0, share));
}

/* The track once more in the term's colour, seen through the part that the term takes: so its ends are round
 * too. */
static void draw_term(Scene *scene, Box box, const Bar *bar, double from, double to, Color color) {
    double left = at(box, bar, fmin(from, to)), right = at(box, bar, fmax(from, to));
    if (right <= left) return;
    scene_clip(scene, (Box){left, box.y, right - left, box.h});
    scene_fill(scene, box, box.h / 2, color);
    scene_clip_end(scene);
}

/* Ends above its label. */
static void draw_mark(Scene *scene, Box box, double x, double label, const Chart *chart) {
    double em = chart->em, below = label > 0 ? fmax(1, fmin(5, (label - box.h) / em - 12.5)) : 5;
    x = fmax(box.x + em, fmin(box.x + box.w - em, x));
    Stroke stroke = {.color = chart->theme->text, .width = 1.6 * em};
    scene_rule(scene, x, box.y - 5 * em, x, box.y + box.h + below * em, stroke);
}

static void draw_label(Scene *scene, Box box, double x, double label, const char *text, const Chart *chart) {
    TextStyle style = {FONT_MONO_BOLD, 11.5 * chart->em, chart->theme->text};
    double half = measure_text(chart->measure, style, text) / 2;
    x = fmax(box.x + half, fmin(box.x + box.w - half, x));
    scene_text(scene, x, box.y + label, ALIGN_MIDDLE, style, text);
}

/* Marks in order of importance; one that stands too near to an earlier one keeps its line but not its label.
 */
static void draw_marks(Scene *scene, Box box, double label, const double *xs, const char *const *texts,
                       int count, const Chart *chart) {
    for (int i = 0; i < count; i++) {
        bool free = label > 0;
        for (int before = 0; before < i; before++) free = free && fabs(xs[i] - xs[before]) > 14 * chart->em;
        draw_mark(scene, box, xs[i], label, chart);
        if (free) draw_label(scene, box, xs[i], label, texts[i], chart);
    }
}

void bar_draw(Scene *scene, Box box, double label, const Bar *bar, const Chart *chart) {
    static const char *const texts[] = {"1", "0", "f"};
    double right = 0,
           left = 0; /* positive terms pile up to the right of 0, negative ones to the left of it */
    scene_fill(scene, box, box.h / 2, chart->theme->track);
    for (int i = 0; i < bar->count; i++) {
        double *end = bar->terms[i] < 0 ? &left : &right;
        draw_term(scene, box, bar, *end, *end + bar->terms[i], bar->colors[i]);
        *end += bar->terms[i];
    }
    /* Without a negative term the pile's end is the sum, and the bar begins at 0. */
    double xs[] = {at(box, bar, 1), at(box, bar, 0), at(box, bar, left + right)};
    draw_marks(scene, box, label, xs, texts, bar->low < 0 ? left < 0 ? 3 : 2 : 1, chart);
}
