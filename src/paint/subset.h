/* A font cut down to the glyphs that a PDF shows, by HarfBuzz, in the form that PDFs embed. */
#ifndef PAINT_SUBSET_H
#define PAINT_SUBSET_H

#include "base/text.h"

#include <hb-subset.h>
#include <stdbool.h>

typedef struct Subset { /* {0} is an empty one */
    hb_set_t *glyphs;   /* those asked for, in the whole font's numbers; NULL: none yet */
    hb_subset_plan_t *plan;
    Text program;  /* deflated: a bare CFF, or the tables of a TrueType font that PDFs want */
    size_t length; /* before that */
    bool is_cff;
} Subset;

/* Cuts the face down to `glyphs`, unless *subset already holds just them: from figure to figure they are
   often the same. False where HarfBuzz cannot. */
bool subset_cut(Subset *subset, hb_face_t *face, const hb_set_t *glyphs);
void subset_free(Subset *subset);

/* A glyph's number in the subset; 0, which is the sign for a missing one, where it was not asked for. */
unsigned subset_number(const Subset *subset, unsigned glyph);

/* How many there are, and the one of a number: in it are the missing glyph, 0, and the parts that others are
 * composed of.
 */
unsigned subset_count(const Subset *subset);
unsigned subset_glyph(const Subset *subset, unsigned number);

#endif
