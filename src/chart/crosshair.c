#include "base/number.h"
#include "chart/plot.h"

#include <math.h>

enum { ROWS_MAX = 5 };
static const double ROW_HEIGHT = 18.5, COVERS = 20; /* the price of covering the curve */

typedef struct Row {
    const char *name;
    NumberText value;
} Row;

static int make_rows(const Plot *plot, Row rows[ROWS_MAX]) {
    const Schedule *schedule = plot->schedule;
    int64_t step = plot->chart->crosshair;
    int count = 0;
    rows[count++] = (Row){"step", number_grouped(step)};
    if (schedule->warmup_iters > 0)
        rows[count++] = (Row){"α", number_readable(schedule_alpha(schedule, step), 4)};
    if (schedule->decay != DECAY_NONE) {
        int64_t elapsed = step - schedule_decay_start(schedule);
        rows[count++] =
            (Row){"decay", number_readable(schedule_decay(schedule, elapsed > 0 ? elapsed : 0), 4)};
    }
    rows[count++] = (Row){"factor", number_readable(schedule_factor(schedule, step), 4)};
    rows[count++] = (Row){"lr", number_readable(schedule_lr(schedule, step), 4)};
    return count;
}

static TextStyle name_style(const Plot *plot) {
    return (TextStyle){FONT_WORDS, 12 * plot->em, plot->theme->muted};
}

static TextStyle value_style(const Plot *plot) {
    return (TextStyle){FONT_MONO_MEDIUM, 12.5 * plot->em, plot->theme->text};
}

/* Wide enough for any usual number, so that it does not breathe while the crosshair moves. */
static double card_width(const Plot *plot, const Row *rows, int count) {
    double width = 178 * plot->em;
    for (int i = 0; i < count; i++) {
        double name = measure_text(plot->chart->measure, name_style(plot), rows[i].name);
        double value = measure_text(plot->chart->measure, value_style(plot), rows[i].value.text);
        width = fmax(width, name + value + 48 * plot->em);
    }
    return width;
}

static bool overlap(Box a, Box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* What the card would cover, as a price; INFINITY where it would leave the plot or hide the point it speaks
 * of. */
static double price(const Plot *plot, Box card, Point point) {
    double em = plot->em, upper, lower, cost = 0;
    Box plot_box = plot->place.plot;
    if (card.x < plot_box.x || card.x + card.w > plot_right(plot)) return INFINITY;
    if (card.y < plot_box.y || card.y + card.h > plot_bottom(plot)) return INFINITY;
    Box around_point = {point.x - 8 * em, point.y - 8 * em, 16 * em, 16 * em};
    if (overlap(card, around_point)) return INFINITY;
    plot_extent(plot, card.x, card.x + card.w, &upper, &lower);
    if (card.y < lower + 3 * em && card.y + card.h > upper - 3 * em) cost += COVERS;
    double line = chart_y(&plot->place, 1);
    if (card.y < line + 2 * em && card.y + card.h > line - 2 * em) cost += 4;
    if (overlap(card, plot->unity_label)) cost += 8;
    return cost;
}

/* Beside the line, below the point before above it, else where least is covered; the price of it, INFINITY
   where nothing fits. */
static double find_place(const Plot *plot, Point point, Box *card) {
    double em = plot->em, gap = 14 * em, line = chart_y(&plot->place, 1);
    double top = plot->place.plot.y + 8 * em, bottom = plot_bottom(plot) - 8 * em - card->h;
    double xs[] = {point.x + gap, point.x - gap - card->w, plot->place.plot.x + 4 * em};
    double ys[] = {point.y + gap, point.y - gap - card->h, line + gap, line - gap - card->h, top, bottom};
    double best = INFINITY;
    for (int x = 0; x < 3; x++)
        for (int y = 0; y < 6; y++) {
            Box place = {xs[x], fmax(top, fmin(bottom, ys[y])), card->w, card->h};
            double cost = price(plot, place, point) + 0.5 * x + 0.1 * y;
            if (cost < best) best = cost, card->x = place.x, card->y = place.y;
        }
    return best;
}

typedef struct Card {
    Box box;
    Row rows[ROWS_MAX];
    int count;
    Compared compared;
} Card;

/* As many of the other curves as leave the present one uncovered. */
static bool lay_out(const Plot *plot, Point point, Card *card) {
    double em = plot->em, cost = INFINITY;
    card->count = make_rows(plot, card->rows);
    for (int most = COMPARED_MAX; most >= 0 && cost >= COVERS; most--) {
        compared_make(plot, plot->chart->crosshair, most, &card->compared);
        if (card->compared.shown < most) most = card->compared.shown;
        double width = fmax(card_width(plot, card->rows, card->count), card->compared.width);
        card->box = (Box){.w = width, .h = (ROW_HEIGHT * card->count + 10) * em + card->compared.height};
        cost = find_place(plot, point, &card->box);
    }
    card->box.x = round(card->box.x);
    card->box.y = round(card->box.y);
    return cost < INFINITY;
}

static void draw_card(const Plot *plot, Point point) {
    Card card;
    double em = plot->em;
    if (!lay_out(plot, point, &card)) return;
    scene_box(plot->scene, card.box, 8 * em, plot->theme->card,
              (Stroke){.color = plot->theme->edge, .width = plot_hair(plot)});
    double left = card.box.x + 12 * em, right = card.box.x + card.box.w - 12 * em;
    for (int i = 0; i < card.count; i++) {
        double y = card.box.y + (20 + ROW_HEIGHT * i) * em;
        scene_text(plot->scene, left, y, ALIGN_LEFT, name_style(plot), card.rows[i].name);
        scene_text(plot->scene, right, y, ALIGN_RIGHT, value_style(plot), card.rows[i].value.text);
    }
    double height = card.compared.height;
    compared_draw(plot, &card.compared, (Box){left, card.box.y + card.box.h - height, right - left, height});
}

void crosshair_draw(const Plot *plot) {
    double step = (double)plot->chart->crosshair;
    if (plot->chart->crosshair < 0 || !plot_shows_step(plot, step)) return;
    double factor = schedule_factor(plot->schedule, plot->chart->crosshair);
    Point point = {chart_x(&plot->place, step), chart_y(&plot->place, factor)};
    Stroke stroke = {.color = scene_fade(plot->theme->text, 0.35), .width = plot_hair(plot)};
    scene_group(plot->scene, "crosshair");
    double x = plot_crisp(point.x);
    scene_rule(plot->scene, x, plot->place.plot.y, x, plot_bottom(plot), stroke);
    if (plot_shows_factor(plot, factor))
        scene_disc(plot->scene, point, 5 * plot->em, plot->theme->text, (Stroke){0});
    draw_card(plot, point);
}
