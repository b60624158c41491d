#include "chart/ticks.h"

#include "chart/labels.h"

#include <math.h>

/* Step sizes in tenths, the most pleasant first. */
static const int pleasant[] = {10, 50, 20, 25, 40, 30};
enum {
    PLEASANT_COUNT = sizeof pleasant / sizeof *pleasant,
    DECADES = 3,
    FEW_DECADES = 5, /* so many leave room for 2 and 5 */
    MIN_TICKS = 3,
    CANDIDATES = PLEASANT_COUNT * DECADES
};

/* Ticks at first … last times tenths*10^(power-1). */
typedef struct Grid {
    int tenths, power;
    int64_t first, last;
    double score; /* -INFINITY where it cannot be used */
} Grid;

/* One rounding, so that 3 tenths are the double 0.3. */
static double grid_value(const Grid *grid, int64_t index) {
    double whole = (double)index * grid->tenths;
    int power = grid->power - 1;
    return power < 0 ? whole / pow(10, -power) : whole * pow(10, power);
}

static double length_of(const TickRequest *request) {
    return fabs(request->to - request->from);
}

static double level(const TickRequest *request, double value) {
    return request->knee > 0 ? asinh(value / request->knee) : value;
}

static double layout(const TickRequest *request, double value) {
    double low = level(request, request->low), high = level(request, request->high);
    double share = (level(request, value) - low) / (high - low);
    return request->from + share * (request->to - request->from);
}

static bool inside(const TickRequest *request, double value) {
    double low = level(request, request->low), high = level(request, request->high), slack = 1e-9 * (high - low);
    return level(request, value) >= low - slack && level(request, value) <= high + slack;
}

/* Returns how many ticks look right: about one each five lines of text, or one each seven ems across; and on
   a long axis no more than the eye takes in. */
static double wanted(const TickRequest *request) {
    double room = length_of(request) / ((request->vertical ? 5.4 : 7.2) * request->style.size);
    return fmax(2, fmin(room, request->vertical ? 8 : 12));
}

/* Weighs by the paper's criteria, but for legibility: overlaps are excluded anyway, so what remains of it is
   how many of the forced values lie on the grid, and that is worth more here. */
static double score(const TickRequest *request, const Grid *grid, int rank) {
    double low = grid_value(grid, grid->first), high = grid_value(grid, grid->last);
    double range = request->high - request->low, tenth = 0.1 * range;
    double simplicity = 1 - rank / (PLEASANT_COUNT - 1.0) + (grid->first <= 0 && grid->last >= 0);
    double left = (low - request->low) / tenth, right = (request->high - high) / tenth;
    double coverage = 1 - 0.5 * (left * left + right * right);
    double density = (double)(grid->last - grid->first) / (high - low);
    double best_density = (wanted(request) - 1) / range;
    double crowding = 2 - fmax(density / best_density, best_density / density);
    int on_grid = 0;
    for (int i = 0; i < request->forced_count; i++) {
        double index = request->forced[i] / grid_value(grid, 1);
        on_grid += fabs(index - round(index)) < 1e-9;
    }
    double forced = request->forced_count ? (double)on_grid / request->forced_count : 1;
    return 0.25 * simplicity + 0.2 * coverage + 0.5 * crowding + 0.2 * forced;
}

static Grid grid_make(const TickRequest *request, int rank, int power) {
    Grid grid = {.tenths = pleasant[rank], .power = power, .score = -INFINITY};
    double step = grid_value(&grid, 1), slack = 1e-6;
    bool whole = power >= 1 || (power == 0 && grid.tenths % 10 == 0);
    if (request->labels == TICKS_STEPS && !whole) return grid;
    double first = ceil(request->low / step - slack), last = floor(request->high / step + slack);
    bool countable = fabs(first) < 1e15 && fabs(last) < 1e15;
    if (!countable || last <= first || last - first >= TICKS_MAX - TICKS_FORCED_MAX) return grid;
    grid.first = (int64_t)first;
    grid.last = (int64_t)last;
    grid.score = score(request, &grid, rank);
    return grid;
}

static bool overlap(const TickRequest *request, const Tick *a, const Tick *b) {
    double size = request->style.size;
    double room = request->vertical ? 1.3 * size : (a->width + b->width) / 2 + 0.5 * size;
    return fabs(a->at - b->at) < room;
}

static Tick tick_make(const TickRequest *request, LabelStyle style, double value, bool forced) {
    Tick tick = {.value = value, .at = layout(request, value), .forced = forced, .exponent = style.exponent};
    labels_write(request, style, value, forced, tick.label);
    tick.width = measure_text(request->measure, request->style, tick.label);
    return tick;
}

static bool collides(const TickRequest *request, const Tick *tick, const Tick *ticks, int count) {
    for (int i = 0; i < count; i++)
        if (overlap(request, tick, &ticks[i])) return true;
    return false;
}

/* Returns the grid's ticks; 0 where two of their labels overlap. */
static int regular_ticks(const TickRequest *request, const Grid *grid, LabelStyle style,
                         Tick ticks[TICKS_MAX]) {
    int count = 0;
    for (int64_t i = grid->first; i <= grid->last; i++) {
        ticks[count] = tick_make(request, style, grid_value(grid, i), false);
        if (count && overlap(request, &ticks[count], &ticks[count - 1])) return 0;
        count++;
    }
    return count;
}

static void candidates_make(const TickRequest *request, Grid grids[CANDIDATES]) {
    double ideal = (request->high - request->low) / wanted(request);
    int power = (int)floor(log10(ideal)) - 1;
    for (int i = 0; i < CANDIDATES; i++)
        grids[i] = grid_make(request, i % PLEASANT_COUNT, power + i / PLEASANT_COUNT);
}

static Grid *best_of(Grid grids[CANDIDATES]) {
    Grid *best = &grids[0];
    for (int i = 1; i < CANDIDATES; i++)
        if (grids[i].score > best->score) best = &grids[i];
    return best;
}

/* Returns the best grid whose labels do not overlap; leaves its style in *style. */
static int best_ticks(const TickRequest *request, LabelStyle *style, Tick ticks[TICKS_MAX]) {
    Grid grids[CANDIDATES];
    candidates_make(request, grids);
    *style = labels_style(request, (request->high - request->low) / wanted(request), 0, 1);
    for (Grid *best = best_of(grids); best->score > -INFINITY; best = best_of(grids)) {
        *style = labels_style(request, grid_value(best, 1), best->first, best->last);
        int count = regular_ticks(request, best, *style, ticks);
        if (count) return count;
        best->score = -INFINITY;
    }
    return 0;
}

/* Returns digit * 10^power as the nearest double. */
static double decimal(int digit, int power) {
    return power < 0 ? digit / pow(10, -power) : digit * pow(10, power);
}

/* False where there is no room for it beside the others. */
static bool add_if_free(const TickRequest *request, double value, Tick ticks[TICKS_MAX], int *count) {
    if (!inside(request, value) || *count == TICKS_MAX - TICKS_FORCED_MAX) return true;
    Tick tick = tick_make(request, (LabelStyle){.each = true}, value, false);
    if (collides(request, &tick, ticks, *count)) return false;
    ticks[(*count)++] = tick;
    return true;
}

/* The multiples of all decades above the knee on both sides of 0, from the outermost one; returns whether
 * there is room for all. */
static bool add_decades(const TickRequest *request, int digit, Tick ticks[TICKS_MAX], int *count) {
    int top = (int)floor(log10(fmax(fabs(request->low), fabs(request->high))));
    int bottom = (int)floor(log10(request->knee) + 1e-9);
    bool all = true;
    for (int power = top; power >= bottom; power--) {
        bool above = add_if_free(request, decimal(digit, power), ticks, count);
        bool below = add_if_free(request, -decimal(digit, power), ticks, count);
        all = all && above && below;
    }
    return all;
}

/* Makes ticks of decades. 5 and 2 come in every decade or in none: else it would not be seen where one
   begins. */
static int decade_ticks(const TickRequest *request, Tick ticks[TICKS_MAX]) {
    static const int between[] = {5, 2};
    int count = 0;
    double decades = fabs(level(request, request->high) - level(request, request->low)) / log(10);
    add_if_free(request, 0, ticks, &count);
    add_decades(request, 1, ticks, &count);
    for (int i = 0; i < 2 && decades < FEW_DECADES; i++) {
        int before = count;
        if (!add_decades(request, between[i], ticks, &count)) count = before;
    }
    return count;
}

/* Inside one decade hardly any multiple of one is seen. */
static int regular_of(const TickRequest *request, LabelStyle *style, Tick ticks[TICKS_MAX]) {
    *style = (LabelStyle){.each = true};
    int count = request->knee > 0 ? decade_ticks(request, ticks) : 0;
    return count >= MIN_TICKS ? count : best_ticks(request, style, ticks);
}

static void sort_by_value(Tick *ticks, int count) {
    for (int i = 1; i < count; i++) {
        Tick tick = ticks[i];
        int at = i;
        for (; at > 0 && ticks[at - 1].value > tick.value; at--) ticks[at] = ticks[at - 1];
        ticks[at] = tick;
    }
}

int ticks_make(const TickRequest *request, Tick ticks[TICKS_MAX]) {
    Tick regular[TICKS_MAX];
    LabelStyle style;
    int regular_count = regular_of(request, &style, regular), count = 0;
    for (int i = 0; i < request->forced_count; i++) {
        if (!inside(request, request->forced[i])) continue;
        Tick tick = tick_make(request, style, request->forced[i], true);
        if (!collides(request, &tick, ticks, count)) ticks[count++] = tick;
    }
    int forced_count = count;
    for (int i = 0; i < regular_count; i++)
        if (!collides(request, &regular[i], ticks, forced_count)) ticks[count++] = regular[i];
    sort_by_value(ticks, count);
    return count;
}
