/* Which parts of a picture differ from the picture before: a grid of square cells, each with a hash of
   everything that touches it, in order. All lengths are in pixels. */
#ifndef PAINT_DAMAGE_H
#define PAINT_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct DamageBox { /* from x0,y0 up to, not including, x1,y1; empty where x1 <= x0 or y1 <= y0 */
    int x0, y0, x1, y1;
} DamageBox;

typedef struct Damage { /* {0} is one that knows no picture yet */
    int width, height, columns, rows;
    DamageBox limit;        /* what is touched now is cut to it */
    uint64_t *now, *before; /* a hash a cell, row by row */
    size_t capacity;
    DamageBox touched; /* the cells, ends included, that damage_segment was at last */
    uint64_t touched_by;
    bool forgotten; /* nothing is known of the picture before */
} Damage;

/* Begins a new picture. Where its size is not that of the one before, everything differs. */
void damage_begin(Damage *damage, int width, int height);

/* Limits what follows to `limit`; until it is called that is the whole picture. */
void damage_limit(Damage *damage, DamageBox limit);
void damage_touch(Damage *damage, DamageBox box, uint64_t hash);
/* Marks only the cells that a stroke from x0,y0 to x1,y1 can touch which reaches `reach` to either side. */
void damage_segment(Damage *damage, double x0, double y0, double x1, double y1, double reach, uint64_t hash);

/* Ends the picture: fills `boxes` with at most `max` (1 … DAMAGE_BOXES_MAX) of them that cover every cell
   that differs, and returns how many: 0 where the pictures are the same. `cost`: what a further box costs more than its
   pixels, in pixels, for what is painted again in each of them. */
enum { DAMAGE_BOXES_MAX = 32 };
int damage_end(Damage *damage, DamageBox *boxes, int max, long cost);

/* Makes every part of the next picture count as different. */
void damage_forget(Damage *damage);
void damage_free(Damage *damage);

DamageBox damage_cut(DamageBox a, DamageBox b);
bool damage_empty(DamageBox box);

#endif
