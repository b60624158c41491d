#include "chart/plot.h"

#include <math.h>

static const double TAG = 18, TAG_DOWN = 2; /* its side; its middle below the plot's upper edge */
static const double COVERS = 100;           /* the price of covering the curve */
enum { FEW = 3 };

static bool overlap(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* The heights between which the curve runs above and below the card. */
typedef struct Extent {
    double upper, lower;
} Extent;

/* Returns what the card would cover, as a price, overlays aside; INFINITY where it would leave the plot or
   hide the point it speaks of. */
static double price(const Plot *plot, Box card, Point point, Extent curve) {
    double em = plot->em, cost = 0;
    Box plot_box = plot->layout->axes.plot;
    if (card.x < plot_box.x || card.x + card.w > plot_right(plot)) return INFINITY;
    if (card.y < plot_box.y || card.y + card.h > plot_bottom(plot)) return INFINITY;
    Box around_point = {point.x - 8 * em, point.y - 8 * em, 16 * em, 16 * em};
    if (overlap(card, around_point)) return INFINITY;
    if (card.y < curve.lower + 3 * em && card.y + card.h > curve.upper - 3 * em) cost += COVERS;
    double line = chart_y(&plot->layout->axes, 1);
    if (card.y < line + 2 * em && card.y + card.h > line - 2 * em) cost += 4;
    if (overlap(card, plot->layout->baseline_label)) cost += 8;
    Point mark = plot->layout->axes.mark;
    double half = (TAG / 2 + 2) * em;
    Box head = {mark.x - half, mark.y - half, 2 * half, 2 * half};
    if (plot->layout->axes.mark_shown && overlap(card, head)) cost += 12;
    return cost;
}

/* What else is in the plot besides the present curve. */
typedef struct Others {
    const OverlayMap *map;
    const PlotTaken *taken;
} Others;

/* Moves the card to its best height at this x where that is cheaper than `best`; returns the lesser price. */
static double find_height(const Plot *plot, const Others *others, Point point, double x, double best,
                          Box *card) {
    double em = plot->em, gap = 14 * em, line = chart_y(&plot->layout->axes, 1);
    double top = plot->layout->axes.plot.y + 8 * em, bottom = plot_bottom(plot) - 8 * em - card->h;
    double ys[] = {point.y + gap, point.y - gap - card->h, line + gap, line - gap - card->h, top, bottom};
    Extent curve;
    plot_extent(plot, x, x + card->w, &curve.upper, &curve.lower);
    for (int i = 0; i < 6; i++) {
        Box place = {x, fmax(top, fmin(bottom, ys[i])), card->w, card->h};
        double cost = price(plot, place, point, curve) + 0.1 * i;
        if (cost < best) cost += overlays_covered(others->map, others->taken, place);
        if (cost < best) best = cost, *card = place;
    }
    return best;
}

/* Beside the line, below the point before above it, else where least is covered; the price of it, INFINITY
   where nothing fits. */
static double find_place(const Plot *plot, const Others *others, Point point, Box *card) {
    double em = plot->em, gap = 14 * em, best = INFINITY;
    double left = plot->layout->axes.plot.x + 4 * em, room = plot_right(plot) - 4 * em - card->w - left;
    double xs[] = {point.x + gap,   point.x - gap - card->w, left, left + room, left + room / 2,
                   left + room / 4, left + room * 3 / 4};
    for (int i = 0; i < 7; i++) {
        double order = 0.5 * i;
        best = order + find_height(plot, others, point, xs[i], best - order, card);
    }
    return best;
}

/* Returns the best place for a card with so many other curves in it; the price of it. INFINITY where there is none to be
   listed. */
static double lay_out(const Plot *plot, const Others *others, Point point, ComparedStyle style, int max,
                      PlotCard *card) {
    compared_make(plot, style, max, &card->compared);
    if (max > 0 && !card->compared.shown) return INFINITY;
    card->readout.width = card->readout.height = 0;
    if (style == COMPARED_BELOW) readout_make(plot, READOUT_WHOLE, &card->readout);
    card->box = (Box){.w = fmax(card->readout.width, card->compared.width),
                      .h = card->readout.height + card->compared.height};
    return find_place(plot, others, point, &card->box);
}

/* The readout alone, as much of it as leaves the curve uncovered. Returns the price. */
static double make_readout(const Plot *plot, const Others *others, Point point, PlotCard *card) {
    double cost = INFINITY;
    for (int kind = 0; kind < READOUT_KINDS && !(cost < COVERS); kind++) {
        compared_make(plot, COMPARED_BELOW, 0, &card->compared);
        readout_make(plot, (ReadoutKind)kind, &card->readout);
        card->box = (Box){.w = card->readout.width, .h = card->readout.height};
        cost = find_place(plot, others, point, &card->box);
    }
    return cost;
}

static bool covers_none(const Plot *plot, const Others *others, Box card) {
    Extent curve;
    plot_extent(plot, card.x, card.x + card.w, &curve.upper, &curve.lower);
    bool on_present = card.y < curve.lower && card.y + card.h > curve.upper;
    return !on_present && !overlays_cross(others->map, card);
}

/* All of the other curves where that covers none of them, else as many as leave the present one uncovered; where there is
   no such place the readout alone, and in a plot that is full of curves a few of them over these. */
static bool make_card(const Plot *plot, const Others *others, Point point, PlotCard *card) {
    int styles = plot->chart->marked ? 1 : COMPARED_STYLES;
    for (int style = 0; style < styles; style++)
        if (lay_out(plot, others, point, (ComparedStyle)style, COMPARED_MAX, card) < COVERS && !card->compared.more &&
            covers_none(plot, others, card->box))
            return true;
    for (int max = card->compared.shown; max > 0; max--)
        for (int style = 0; style < styles; style++)
            if (lay_out(plot, others, point, (ComparedStyle)style, max, card) < COVERS) return true;
    double least = make_readout(plot, others, point, card);
    if (least < COVERS || (plot->layout->compact && least < INFINITY)) return true;
    for (int max = FEW; max > 0; max--)
        if (lay_out(plot, others, point, (ComparedStyle)(styles - 1), max, card) < INFINITY) return true;
    return make_readout(plot, others, point, card) < INFINITY;
}

/* True if there is a crosshair; *point is where it meets the curve. */
static bool find_point(const Plot *plot, Point *point) {
    int64_t step = plot->chart->crosshair;
    if (step < 0 || !plot_shows_step(plot, (double)step)) return false;
    if (plot->chart->partial && (double)step > plot->chart->reach) return false;
    double factor = schedule_factor(plot->schedule, step);
    *point = (Point){chart_x(&plot->layout->axes, (double)step), chart_y(&plot->layout->axes, factor)};
    return true;
}

void crosshair_place_card(const Plot *plot, const OverlayMap *map, const PlotTaken *taken, PlotCard *card) {
    Others others = {map, taken};
    Point point;
    bool shown = !plot->chart->quiet && find_point(plot, &point) && make_card(plot, &others, point, card);
    if (!shown) card->box = (Box){0};
    card->box.x = round(card->box.x);
    card->box.y = round(card->box.y);
}

static void draw_card(const Plot *plot, const PlotCard *card) {
    double em = plot->em, pad = 12 * em, height = card->compared.height;
    Box box = card->box;
    scene_box(plot->scene, box, 8 * em, plot->theme->card,
              (Stroke){.color = plot->theme->edge, .width = plot_hair(plot)});
    if (card->compared.style == COMPARED_BELOW) readout_draw(plot, &card->readout, box);
    compared_draw(plot, &card->compared, (Box){box.x + pad, box.y + box.h - height, box.w - 2 * pad, height});
}

/* A letter in a box at the head of a cursor, where there are two. */
static void draw_tag(const Plot *plot, double x, const char *letter, bool hot) {
    double em = plot->em, side = (hot ? TAG + 4 : TAG) * em, y = plot->layout->axes.plot.y + TAG_DOWN * em;
    Box box = {x - side / 2, y - side / 2, side, side};
    TextStyle style = {FONT_MONO_MEDIUM, 12 * em, plot->theme->text};
    scene_box(plot->scene, box, 4 * em, plot->theme->card,
              (Stroke){.color = plot->theme->text, .width = plot_hair(plot)});
    scene_text(plot->scene, x, y + 4.2 * em, ALIGN_MIDDLE, style, letter);
}

/* Returns the uppermost label below y that a line at x would cut; an empty box where there is none. */
static Box next_label(const Plot *plot, double x, double y) {
    const PlotLayout *layout = plot->layout;
    const Box labels[] = {layout->baseline_label, layout->warmup_name, layout->term_labels[0], layout->term_labels[1]};
    double air = 2 * plot->em;
    Box next = {0};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        Box label = labels[i];
        bool cut = label.w > 0 && x > label.x - air && x < label.x + label.w + air && label.y + label.h > y;
        if (cut && (next.w == 0 || label.y < next.y)) next = label;
    }
    return next;
}

/* From the plot's upper edge to its lower one, but not through words. */
static void draw_hairline(const Plot *plot, double x, Stroke stroke) {
    double y = plot->layout->axes.plot.y;
    for (Box label = next_label(plot, x, y); label.w > 0; label = next_label(plot, x, y)) {
        if (label.y > y) scene_rule(plot->scene, x, y, x, label.y, stroke);
        y = label.y + label.h;
    }
    scene_rule(plot->scene, x, y, x, plot_bottom(plot), stroke);
}

static void draw_cursor(const Plot *plot, int64_t step, double alpha, Dash dash) {
    double factor = schedule_factor(plot->schedule, step);
    Point point = {chart_x(&plot->layout->axes, (double)step), chart_y(&plot->layout->axes, factor)};
    Stroke stroke = {.color = scene_fade(plot->theme->text, alpha), .width = plot_hair(plot), .dash = dash};
    double x = plot_crisp(point.x);
    draw_hairline(plot, x, stroke);
    if (plot_shows_factor(plot, factor))
        scene_disc(plot->scene, point, 5 * plot->em, plot->theme->text, (Stroke){0});
}

bool crosshair_place_mark(const Plot *plot, Point *mark) {
    const ChartLayout *axes = &plot->layout->axes;
    *mark = (Point){chart_x(axes, (double)plot->chart->mark), axes->plot.y + TAG_DOWN * plot->em};
    return plot->chart->marked && plot_shows_step(plot, (double)plot->chart->mark);
}

void crosshair_draw_mark(const Plot *plot) {
    if (!plot->layout->axes.mark_shown) return;
    scene_group(plot->scene, "mark");
    draw_cursor(plot, plot->chart->mark, 0.6, DASH_TERM);
    draw_tag(plot, plot->layout->axes.mark.x, "B", plot->chart->mark_hot);
}

void crosshair_draw(const Plot *plot) {
    Point point;
    if (!find_point(plot, &point)) return;
    scene_group(plot->scene, "crosshair");
    draw_cursor(plot, plot->chart->crosshair, 0.35, DASH_SOLID);
    if (plot->layout->card.box.w > 0) draw_card(plot, &plot->layout->card);
    bool apart = fabs(point.x - plot->layout->axes.mark.x) > TAG * plot->em;
    if (plot->layout->axes.mark_shown && apart) draw_tag(plot, point.x, "A", false);
}
