/* Shapes that many frameworks share, put in one call. Steps are counted from 0; NaN stands for what is not
   known, as everywhere in a reading. Not for other rooms. */
#ifndef READING_SHAPES_H
#define READING_SHAPES_H

#include "reading/import.h"

/* Puts Noam's rule: a rise by (t+shift)/warm to 1 at step warm-shift, then sqrt(warm/(t+shift)). */
void shape_noam(Import *import, double warm, double shift);
/* Factors that each hold from their step on, the first one from step 0: falls by one gamma where the ratios
   are the same, else points with jumps. `count` is at least 1 and at most 31. */
void shape_pieces(Import *import, const double *steps, const double *factors, int count);
/* Falls by gamma every `size` steps, the first at `start` + size. */
void shape_stairs(Import *import, double start, double size, double gamma);
/* The decay never falls below that fraction of base_lr, where it would reach `lowest` by the run's end. The model's
   floor holds for the warm-up too: one that begins below it is refused. */
void shape_floor(Import *import, double fraction, double lowest);
/* Puts a constant rate after the warm-up. */
void shape_constant(Import *import);

#endif
