/* Notes of the user's own on steps: each beside its place, over no curve and no other text. */
#include "chart/annotations.h"

#include "base/number.h"
#include "chart/lines.h"

#include <math.h>
#include <stdio.h>

enum { LINES = 3, DIRECTIONS = 16 };
static const double PAD = 3, LEADING = 14, WIDEST = 210, RING = 3.5, TOUCH = 9;

static TextStyle style_of(const Plot *plot) {
    return (TextStyle){FONT_WORDS_MEDIUM, 11.5 * plot->em, plot->theme->text};
}

static bool is_range(const ChartAnnotation *annotation) {
    return annotation->last > annotation->first;
}

/* Returns true where some of it is in the view. */
static bool is_seen(const Plot *plot, const ChartAnnotation *annotation) {
    const ChartView *view = &plot->layout->axes.view;
    return annotation->first <= view->x1 && annotation->last >= view->x0;
}

/* Returns the point on the curve; for a range, and where no curve is drawn, at the plot's upper edge. */
static Point anchor_of(const Plot *plot, const ChartAnnotation *annotation) {
    const ChartLayout *axes = &plot->layout->axes;
    double left = fmax(axes->plot.x, chart_x(axes, annotation->first));
    double right = fmin(plot_right(plot), chart_x(axes, annotation->last));
    Point anchor = {(left + right) / 2, axes->plot.y + 4 * plot->em};
    bool on_curve = annotation->first < (double)plot->schedule->total_steps && chart_shows(plot->chart, CHART_CURVE);
    if (is_range(annotation) || !on_curve) return anchor;
    double factor = schedule_factor_at(plot->schedule, annotation->first);
    if (plot_shows_factor(plot, factor)) anchor.y = chart_y(axes, factor);
    return anchor;
}

/* The words, or the number under which they stand below the plot. */
static void words_of(const Plot *plot, const PlotAnnotation *placed, int index, Lines *lines) {
    char number[16];
    const char *words = plot->chart->annotations[index].text;
    if (placed->number) snprintf(number, sizeof number, "%d", placed->number);
    if (placed->number) words = number;
    double width = fmin(WIDEST * plot->em, 0.4 * plot->layout->axes.plot.w);
    lines_break(lines, plot->chart->measure, style_of(plot), words, width, LINES);
}

static Box size_of(const Plot *plot, const Lines *lines) {
    double width = 0, em = plot->em;
    for (int i = 0; i < lines->count; i++)
        width = fmax(width, measure_text(plot->chart->measure, style_of(plot), lines->text[i]));
    return (Box){.w = width + 2 * PAD * em, .h = lines->count * LEADING * em + PAD * em};
}

/* Returns the nearest place of a box to a point. */
static Point nearest_in(Box box, Point point) {
    return (Point){fmax(box.x, fmin(box.x + box.w, point.x)), fmax(box.y, fmin(box.y + box.h, point.y))};
}

static double distance(Box box, Point point) {
    Point nearest = nearest_in(box, point);
    return hypot(nearest.x - point.x, nearest.y - point.y);
}

/* The text looks for its place among these. */
typedef struct Search {
    const Plot *plot;
    const OverlayMap *map;
    const PlotTaken *taken;
    bool over_lines; /* it may cover these */
    Point anchor;
    Box best;
    double price; /* of the best; INFINITY: there is none */
} Search;

/* How many of the places between the anchor and the text lie on other lines. */
static int crossings(const Search *search, Box box) {
    enum { LOOKS = 8 };
    Point from = search->anchor, to = nearest_in(box, from);
    double em = search->plot->em;
    int count = 0;
    for (int i = 3; i < LOOKS; i++) {
        double share = (double)i / LOOKS;
        Box spot = {from.x + share * (to.x - from.x) - em, from.y + share * (to.y - from.y) - em, 2 * em, 2 * em};
        count += !overlays_leave_free(search->plot, search->map, search->taken, spot, false);
    }
    return count;
}

static void consider(Search *search, Box box) {
    double em = search->plot->em, away = distance(box, search->anchor) / em;
    double price = away + (box.y > search->anchor.y ? 2 : 0) + (box.x + box.w < search->anchor.x ? 1 : 0) +
                   0.03 * fabs(box.x + box.w / 2 - search->anchor.x) / em;
    if (price >= search->price || away < 5) return;
    if (!overlays_leave_free(search->plot, search->map, search->taken, box, search->over_lines)) return;
    price += 25 * crossings(search, box);
    if (price >= search->price) return;
    search->price = price;
    search->best = box;
}

/* Looks all around the anchor, then anywhere. */
static Box find_place(Search *search, Box size) {
    static const double reaches[] = {6, 12, 20, 32, 48, 70, 100};
    Box plot = search->plot->layout->axes.plot;
    double em = search->plot->em;
    search->price = INFINITY;
    for (size_t r = 0; r < sizeof reaches / sizeof *reaches; r++)
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * M_PI * i / DIRECTIONS, reach = reaches[r] * em;
            double x = search->anchor.x + cos(angle) * (reach + size.w / 2) - size.w / 2;
            double y = search->anchor.y + sin(angle) * (reach + size.h / 2) - size.h / 2;
            consider(search, (Box){x, y, size.w, size.h});
        }
    bool none = search->price == INFINITY;
    for (double y = plot.y + 2 * em; none && y + size.h < plot.y + plot.h; y += 12 * em)
        for (double x = plot.x + 2 * em; x + size.w < plot.x + plot.w; x += 20 * em)
            consider(search, (Box){x, y, size.w, size.h});
    return search->best;
}

static bool place(const Plot *plot, const OverlayMap *map, PlotTaken *taken, int index, PlotAnnotation *placed) {
    Lines lines;
    Search search = {plot, map, taken, .anchor = placed->anchor};
    words_of(plot, placed, index, &lines);
    if (lines.complete) placed->text = find_place(&search, size_of(plot, &lines));
    search.over_lines = !plot->layout->legend || placed->number;
    if (placed->text.w <= 0 && search.over_lines) placed->text = find_place(&search, size_of(plot, &lines));
    placed->over_lines = search.over_lines;
    if (placed->text.w > 0) taken->boxes[taken->count++] = placed->text;
    return placed->text.w > 0;
}

void annotations_place(const Plot *plot, const OverlayMap *map, PlotTaken *taken, PlotAnnotation *placed) {
    const Chart *chart = plot->chart;
    int number = 0;
    for (int i = 0; i < chart->annotation_count; i++) {
        placed[i] = (PlotAnnotation){0};
        if (!is_seen(plot, &chart->annotations[i])) continue;
        placed[i].shown = true;
        placed[i].anchor = anchor_of(plot, &chart->annotations[i]);
        if (!(chart->numbered >> i & 1) && place(plot, map, taken, i, &placed[i])) continue;
        if (plot->layout->legend) placed[i].number = ++number;
        if (placed[i].number) place(plot, map, taken, i, &placed[i]);
    }
}

/* --- drawing --- */

static void draw_range(const Plot *plot, const ChartAnnotation *annotation) {
    const ChartLayout *axes = &plot->layout->axes;
    double em = plot->em, left = fmax(axes->plot.x, chart_x(axes, annotation->first));
    double right = fmin(plot_right(plot), chart_x(axes, annotation->last)), y = axes->plot.y + 4 * em;
    Stroke stroke = {.color = plot->theme->muted, .width = 1.2 * plot_hair(plot)};
    scene_fill(plot->scene, (Box){left, axes->plot.y, right - left, axes->plot.h}, 0, scene_fade(plot->theme->muted, 0.1));
    scene_rule(plot->scene, left, y, right, y, stroke);
    if (annotation->first >= axes->view.x0) scene_rule(plot->scene, left, y - 3 * em, left, y + 4 * em, stroke);
    if (annotation->last <= axes->view.x1) scene_rule(plot->scene, right, y - 3 * em, right, y + 4 * em, stroke);
}

static void draw_point(const Plot *plot, const PlotAnnotation *placed) {
    double em = plot->em;
    Stroke edge = {.color = plot->theme->text, .width = 1.5 * em};
    if (placed->anchor.y > plot->layout->axes.plot.y + 4 * em) {
        scene_disc(plot->scene, placed->anchor, RING * em, plot->theme->card, edge);
        return;
    }
    Stroke dotted = {.color = plot->theme->muted, .width = plot_hair(plot), .dash = DASH_DOTS};
    scene_rule(plot->scene, placed->anchor.x, plot->layout->axes.plot.y, placed->anchor.x, plot_bottom(plot), dotted);
}

/* From the ring to the words, where these do not stand right beside it. */
static void draw_leader(const Plot *plot, const PlotAnnotation *placed) {
    double em = plot->em, gap = (RING + 1.5) * em, away = distance(placed->text, placed->anchor);
    Point to = nearest_in(placed->text, placed->anchor), from = placed->anchor;
    if (away < TOUCH * em) return;
    from.x += (to.x - from.x) * gap / away;
    from.y += (to.y - from.y) * gap / away;
    scene_rule(plot->scene, from.x, from.y, to.x, to.y, (Stroke){.color = plot->theme->muted, .width = plot_hair(plot)});
}

/* Towards the side on which the anchor is. */
static void draw_words(const Plot *plot, const PlotAnnotation *placed, int index) {
    Lines lines;
    double em = plot->em, left = placed->text.x + PAD * em, right = placed->text.x + placed->text.w - PAD * em;
    words_of(plot, placed, index, &lines);
    if (placed->over_lines) scene_fill(plot->scene, placed->text, 3 * em, scene_fade(plot->theme->card, 0.85));
    bool at_right = right < placed->anchor.x, middle = left < placed->anchor.x && !at_right;
    double x = at_right ? right : middle ? (left + right) / 2 : left;
    for (int i = 0; i < lines.count; i++)
        scene_text(plot->scene, x, placed->text.y + (i + 0.82) * LEADING * em,
                   at_right ? ALIGN_RIGHT : middle ? ALIGN_MIDDLE : ALIGN_LEFT, style_of(plot), lines.text[i]);
}

void annotations_draw_ranges(const Plot *plot) {
    bool any = false;
    for (int i = 0; i < plot->chart->annotation_count; i++) {
        if (!plot->layout->annotations[i].shown || !is_range(&plot->chart->annotations[i])) continue;
        if (!any) scene_group(plot->scene, "note-ranges");
        any = true;
        draw_range(plot, &plot->chart->annotations[i]);
    }
}

void annotations_draw(const Plot *plot) {
    bool any = false;
    for (int i = 0; i < plot->chart->annotation_count; i++) {
        const PlotAnnotation *placed = &plot->layout->annotations[i];
        if (!placed->shown) continue;
        if (!any) scene_group(plot->scene, "notes");
        any = true;
        if (!is_range(&plot->chart->annotations[i])) draw_point(plot, placed);
        if (placed->text.w <= 0) continue;
        draw_leader(plot, placed);
        draw_words(plot, placed, i);
    }
}

/* --- below the plot --- */

unsigned annotations_numbered(const PlotLayout *layout, int count) {
    unsigned numbered = 0;
    for (int i = 0; i < count; i++) numbered |= (layout->annotations[i].number > 0) << i;
    return numbered;
}

double annotations_list(Scene *scene, const Chart *chart, const PlotLayout *layout, Box box) {
    double em = chart->em, y = box.y;
    TextStyle style = {FONT_WORDS, 11.5 * em, chart->theme->text};
    Lines lines;
    Text words = {0};
    for (int i = 0; i < chart->annotation_count; i++) {
        const ChartAnnotation *annotation = &chart->annotations[i];
        int number = layout->annotations[i].number;
        if (!number) continue;
        text_setf(&words, "%d  %s %s", number, is_range(annotation) ? "steps" : "step",
                  number_grouped((int64_t)annotation->first).text);
        if (is_range(annotation)) text_addf(&words, " \u2013 %s", number_grouped((int64_t)annotation->last).text);
        text_addf(&words, ": %s", annotation->text);
        lines_break(&lines, chart->measure, style, text_string(&words), box.w, LINES_MAX);
        if (scene) scene_group(scene, "notes-below");
        for (int k = 0; k < lines.count; k++, y += LEADING * em)
            if (scene) scene_text(scene, box.x, y + 0.82 * LEADING * em, ALIGN_LEFT, style, lines.text[k]);
    }
    text_free(&words);
    return y > box.y ? y - box.y + 6 * em : 0;
}
