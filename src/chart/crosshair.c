#include "chart/plot.h"

#include <math.h>

static const double TAG = 18, TAG_DOWN = 2; /* its side; its middle below the plot's upper edge */
static const double COVERS = 20;            /* the price of covering the curve */
enum { FEW = 3 };

static bool overlap(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* The heights between which the curve runs above and below the card. */
typedef struct Extent {
    double upper, lower;
} Extent;

/* What the card would cover, as a price, overlays aside; INFINITY where it would leave the plot or hide the
   point it speaks of. */
static double price(const Plot *plot, Box card, Point point, Extent curve) {
    double em = plot->em, cost = 0;
    Box plot_box = plot->layout.plot;
    if (card.x < plot_box.x || card.x + card.w > plot_right(plot)) return INFINITY;
    if (card.y < plot_box.y || card.y + card.h > plot_bottom(plot)) return INFINITY;
    Box around_point = {point.x - 8 * em, point.y - 8 * em, 16 * em, 16 * em};
    if (overlap(card, around_point)) return INFINITY;
    if (card.y < curve.lower + 3 * em && card.y + card.h > curve.upper - 3 * em) cost += COVERS;
    double line = chart_y(&plot->layout, 1);
    if (card.y < line + 2 * em && card.y + card.h > line - 2 * em) cost += 4;
    if (overlap(card, plot->baseline_label)) cost += 8;
    Point mark = plot->layout.mark;
    double half = (TAG / 2 + 2) * em;
    Box head = {mark.x - half, mark.y - half, 2 * half, 2 * half};
    if (plot->layout.mark_shown && overlap(card, head)) cost += 12;
    return cost;
}

/* Moves the card to its best height at this x where that is cheaper than `best`; returns the lesser price. */
static double find_height(const Plot *plot, Point point, double x, double best, Box *card) {
    double em = plot->em, gap = 14 * em, line = chart_y(&plot->layout, 1);
    double top = plot->layout.plot.y + 8 * em, bottom = plot_bottom(plot) - 8 * em - card->h;
    double ys[] = {point.y + gap, point.y - gap - card->h, line + gap, line - gap - card->h, top, bottom};
    Extent curve;
    plot_extent(plot, x, x + card->w, &curve.upper, &curve.lower);
    for (int i = 0; i < 6; i++) {
        Box layout = {x, fmax(top, fmin(bottom, ys[i])), card->w, card->h};
        double cost = price(plot, layout, point, curve) + 0.1 * i;
        if (cost < best) cost += overlays_covered(plot, layout);
        if (cost < best) best = cost, *card = layout;
    }
    return best;
}

/* Beside the line, below the point before above it, else where least is covered; the price of it, INFINITY
   where nothing fits. */
static double find_place(const Plot *plot, Point point, Box *card) {
    double em = plot->em, gap = 14 * em, best = INFINITY;
    double left = plot->layout.plot.x + 4 * em, room = plot_right(plot) - 4 * em - card->w - left;
    double xs[] = {point.x + gap,   point.x - gap - card->w, left, left + room, left + room / 2,
                   left + room / 4, left + room * 3 / 4};
    for (int i = 0; i < 7; i++) {
        double order = 0.5 * i;
        best = order + find_height(plot, point, xs[i], best - order, card);
    }
    return best;
}

typedef struct Card {
    Box box;
    Readout readout;
    Compared compared;
} Card;

/* The best place for a card with so many other curves in it, beside the full readout or alone; the price of
   it. INFINITY where there is none to be listed. */
static double lay_out(const Plot *plot, Point point, bool alone, int max, Card *card) {
    compared_make(plot, alone, max, &card->compared);
    if (max > 0 && !card->compared.shown) return INFINITY;
    card->readout.width = card->readout.height = 0;
    if (!alone) readout_make(plot, &card->readout);
    card->box = (Box){.w = fmax(card->readout.width, card->compared.width),
                      .h = card->readout.height + card->compared.height};
    return find_place(plot, point, &card->box);
}

/* As many of the other curves as leave the present one uncovered; where none does, a few of them over a part
   of it that is not spoken of. */
static bool make_card(const Plot *plot, Point point, Card *card) {
    int styles = plot->chart->marked ? 1 : 2;
    for (int alone = 0; alone < styles; alone++)
        for (int max = COMPARED_MAX; max > 0; max--) {
            if (lay_out(plot, point, alone, max, card) < COVERS) return true;
            if (card->compared.shown < max) max = card->compared.shown;
        }
    for (int max = FEW; max > 0; max--)
        if (lay_out(plot, point, styles > 1, max, card) < INFINITY) return true;
    return lay_out(plot, point, false, 0, card) < INFINITY;
}

static Box draw_card(const Plot *plot, Point point) {
    Card card;
    double em = plot->em, pad = 12 * em;
    if (!make_card(plot, point, &card)) return (Box){0};
    card.box.x = round(card.box.x);
    card.box.y = round(card.box.y);
    scene_box(plot->scene, card.box, 8 * em, plot->theme->card,
              (Stroke){.color = plot->theme->edge, .width = plot_hair(plot)});
    if (!card.compared.alone) readout_draw(plot, &card.readout, card.box);
    double height = card.compared.height, y = card.box.y + card.box.h - height;
    compared_draw(plot, &card.compared, (Box){card.box.x + pad, y, card.box.w - 2 * pad, height});
    return card.box;
}

/* A letter in a box at the head of a cursor, where there are two. */
static void draw_tag(const Plot *plot, double x, const char *letter, bool hot) {
    double em = plot->em, side = (hot ? TAG + 4 : TAG) * em, y = plot->layout.plot.y + TAG_DOWN * em;
    Box box = {x - side / 2, y - side / 2, side, side};
    TextStyle style = {FONT_MONO_MEDIUM, 12 * em, plot->theme->text};
    scene_box(plot->scene, box, 4 * em, plot->theme->card,
              (Stroke){.color = plot->theme->text, .width = plot_hair(plot)});
    scene_text(plot->scene, x, y + 4.2 * em, ALIGN_MIDDLE, style, letter);
}

static void draw_cursor(const Plot *plot, int64_t step, double alpha, Dash dash) {
    double factor = schedule_factor(plot->schedule, step);
    Point point = {chart_x(&plot->layout, (double)step), chart_y(&plot->layout, factor)};
    Stroke stroke = {.color = scene_fade(plot->theme->text, alpha), .width = plot_hair(plot), .dash = dash};
    double x = plot_crisp(point.x);
    scene_rule(plot->scene, x, plot->layout.plot.y, x, plot_bottom(plot), stroke);
    if (plot_shows_factor(plot, factor))
        scene_disc(plot->scene, point, 5 * plot->em, plot->theme->text, (Stroke){0});
}

void crosshair_draw_mark(Plot *plot) {
    const Chart *chart = plot->chart;
    ChartLayout *layout = &plot->layout;
    double x = chart_x(layout, (double)chart->mark);
    layout->mark_shown = chart->marked && plot_shows_step(plot, (double)chart->mark);
    layout->mark = (Point){x, layout->plot.y + TAG_DOWN * plot->em};
    if (!layout->mark_shown) return;
    scene_group(plot->scene, "mark");
    draw_cursor(plot, chart->mark, 0.6, DASH_TERM);
    draw_tag(plot, x, "B", chart->mark_hot);
}

Box crosshair_draw(const Plot *plot) {
    int64_t step = plot->chart->crosshair;
    if (step < 0 || !plot_shows_step(plot, (double)step)) return (Box){0};
    double factor = schedule_factor(plot->schedule, step);
    Point point = {chart_x(&plot->layout, (double)step), chart_y(&plot->layout, factor)};
    if (plot->chart->partial && (double)step > plot->chart->reach) return (Box){0};
    scene_group(plot->scene, "crosshair");
    draw_cursor(plot, step, 0.35, DASH_SOLID);
    bool free = fabs(point.x - plot->layout.mark.x) > TAG * plot->em;
    Box card = plot->chart->quiet ? (Box){0} : draw_card(plot, point);
    if (plot->layout.mark_shown && free) draw_tag(plot, point.x, "A", false);
    return card;
}
