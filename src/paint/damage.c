#include "paint/damage.h"

#include "base/memory.h"
#include "scene/scene.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELL = 64,
    /* What a box costs beyond its pixels (a walk through the scene, a request to the display), in cells: two are joined
       where that adds no more than this. */
    BOX_CELLS = 3,
    BOX_COST = BOX_CELLS * CELL * CELL
};

/* Not fmin and fmax, which are calls: these are asked of every point of every curve. */
static double least(double a, double b) {
    return a < b ? a : b;
}

static double greatest(double a, double b) {
    return a > b ? a : b;
}

static int min(int a, int b) {
    return a < b ? a : b;
}

static int max_of(int a, int b) {
    return a > b ? a : b;
}

DamageBox damage_cut(DamageBox a, DamageBox b) {
    return (DamageBox){max_of(a.x0, b.x0), max_of(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)};
}

bool damage_empty(DamageBox box) {
    return box.x1 <= box.x0 || box.y1 <= box.y0;
}

static void resize(Damage *damage, int width, int height) {
    damage->width = width;
    damage->height = height;
    damage->columns = (width + CELL - 1) / CELL;
    damage->rows = (height + CELL - 1) / CELL;
    damage->forgotten = true;
    size_t cells = (size_t)damage->columns * (size_t)damage->rows;
    if (cells <= damage->capacity) return;
    damage->now = memory_resize(damage->now, cells, sizeof *damage->now);
    damage->before = memory_resize(damage->before, cells, sizeof *damage->before);
    damage->capacity = cells;
}

void damage_begin(Damage *damage, int width, int height) {
    if (!damage->now || width != damage->width || height != damage->height) resize(damage, width, height);
    damage->limit = (DamageBox){0, 0, width, height};
    damage->touched = (DamageBox){0, 0, -1, -1};
    memset(damage->now, 0, (size_t)damage->columns * (size_t)damage->rows * sizeof *damage->now);
}

void damage_limit(Damage *damage, DamageBox limit) {
    damage->limit = damage_cut(limit, (DamageBox){0, 0, damage->width, damage->height});
}

void damage_touch(Damage *damage, DamageBox box, uint64_t hash) {
    box = damage_cut(box, damage->limit);
    if (damage_empty(box)) return;
    for (int row = box.y0 / CELL; row <= (box.y1 - 1) / CELL; row++) {
        uint64_t *cells = damage->now + (size_t)row * (size_t)damage->columns;
        for (int column = box.x0 / CELL; column <= (box.x1 - 1) / CELL; column++)
            cells[column] = (cells[column] ^ hash) * UINT64_C(0xFF51AFD7ED558CCD) + 1;
    }
}

/* The pieces of a line mostly lie in the cells where the one before lies, which know of the line already. */
static void touch_once(Damage *damage, DamageBox box, uint64_t hash) {
    DamageBox cut = damage_cut(box, damage->limit);
    if (damage_empty(cut)) return;
    DamageBox cells = {cut.x0 / CELL, cut.y0 / CELL, (cut.x1 - 1) / CELL, (cut.y1 - 1) / CELL};
    const DamageBox *last = &damage->touched;
    bool known = hash == damage->touched_by && cells.x0 >= last->x0 && cells.x1 <= last->x1 && cells.y0 >= last->y0 &&
                 cells.y1 <= last->y1;
    if (known) return;
    damage->touched = cells;
    damage->touched_by = hash;
    damage_touch(damage, box, hash);
}

/* Rounds to whole pixels, for boxes. Far outside of any picture is far enough, so that an int can hold it. */
static int pixel(double length) {
    return (int)floor(greatest(-1e6, least(1e6, length)));
}

/* Returns the place on the segment at height y, which may lie beyond its ends: then the end. */
static double x_at(double x0, double y0, double x1, double y1, double y) {
    if (y1 - y0 < 1e-9) return y <= y0 ? x0 : x1;
    double t = (y - y0) / (y1 - y0);
    return x0 + greatest(0, least(1, t)) * (x1 - x0);
}

void damage_segment(Damage *damage, double x0, double y0, double x1, double y1, double reach, uint64_t hash) {
    if (y0 > y1) {
        damage_segment(damage, x1, y1, x0, y0, reach, hash);
        return;
    }
    DamageBox limit = damage->limit;
    int first = max_of(limit.y0, pixel(y0 - reach)) / CELL;
    int last = min(limit.y1 - 1, pixel(y1 + reach)) / CELL;
    bool level = y1 - y0 < 1e-9;
    for (int row = first; row <= last; row++) {
        double a = level ? x0 : x_at(x0, y0, x1, y1, row * CELL - reach);
        double b = level ? x1 : x_at(x0, y0, x1, y1, (row + 1) * CELL + reach);
        DamageBox box = {pixel(least(a, b) - reach), row * CELL, pixel(greatest(a, b) + reach) + 1, (row + 1) * CELL};
        touch_once(damage, box, hash);
    }
}

static DamageBox join(DamageBox a, DamageBox b) {
    return (DamageBox){min(a.x0, b.x0), min(a.y0, b.y0), max_of(a.x1, b.x1), max_of(a.y1, b.y1)};
}

static long area(DamageBox box) {
    return (long)(box.x1 - box.x0) * (box.y1 - box.y0);
}

/* Joins the two boxes that waste the fewest pixels, if that is at most `waste`. */
static bool join_closest(DamageBox *boxes, int *count, long waste) {
    int best_a = -1, best_b = -1;
    for (int a = 0; a < *count; a++)
        for (int b = a + 1; b < *count; b++) {
            long more = area(join(boxes[a], boxes[b])) - area(boxes[a]) - area(boxes[b]);
            if (more > waste || (best_a >= 0 && more == waste)) continue;
            waste = more;
            best_a = a;
            best_b = b;
        }
    if (best_a < 0) return false;
    boxes[best_a] = join(boxes[best_a], boxes[best_b]);
    boxes[best_b] = boxes[--*count];
    return true;
}

static void add_box(DamageBox *boxes, int *count, DamageBox box) {
    boxes[(*count)++] = box;
    if (*count == DAMAGE_BOXES_MAX) join_closest(boxes, count, LONG_MAX);
}

static bool differs(const Damage *damage, int row, int column) {
    size_t cell = (size_t)row * (size_t)damage->columns + (size_t)column;
    return damage->forgotten || damage->now[cell] != damage->before[cell];
}

/* Returns the end of the cells from `column` on that differ, and of those behind them after a gap that costs no more than
   another box. */
static int run_end(const Damage *damage, int row, int column) {
    int end = column + 1;
    for (int next = end; next < damage->columns && next <= end + BOX_CELLS; next++)
        if (differs(damage, row, next)) end = next + 1;
    return end;
}

/* A run of the same width below a box makes that one higher. */
static void add_run(const Damage *damage, DamageBox *boxes, int *count, int row, int from, int to) {
    DamageBox whole = {0, 0, damage->width, damage->height};
    DamageBox run = damage_cut((DamageBox){from * CELL, row * CELL, to * CELL, (row + 1) * CELL}, whole);
    for (int i = 0; i < *count; i++) {
        if (boxes[i].x0 != run.x0 || boxes[i].x1 != run.x1 || boxes[i].y1 != run.y0) continue;
        boxes[i].y1 = run.y1;
        return;
    }
    add_box(boxes, count, run);
}

static void collect(const Damage *damage, DamageBox *boxes, int *count) {
    for (int row = 0; row < damage->rows; row++)
        for (int column = 0; column < damage->columns; column++) {
            if (!differs(damage, row, column)) continue;
            int end = run_end(damage, row, column);
            add_run(damage, boxes, count, row, column, end);
            column = end;
        }
}

int damage_end(Damage *damage, DamageBox *boxes, int max, long cost) {
    DamageBox found[DAMAGE_BOXES_MAX];
    int count = 0;
    collect(damage, found, &count);
    while (join_closest(found, &count, BOX_COST + cost)) continue;
    while (count > max) join_closest(found, &count, LONG_MAX);
    memcpy(boxes, found, (size_t)count * sizeof *boxes);

    uint64_t *before = damage->before;
    damage->before = damage->now;
    damage->now = before;
    damage->forgotten = false;
    return count;
}

void damage_forget(Damage *damage) {
    damage->forgotten = true;
}

void damage_free(Damage *damage) {
    free(damage->now);
    free(damage->before);
    *damage = (Damage){0};
}
