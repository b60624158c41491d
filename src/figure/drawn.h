/* What a figure embeds of its making, beside its scenario: a line above it,

       drawn: {picture: 0123456789abcdef, Inter: 3.019, …, Cairo: 1.16}

   `picture` stands for all numbers and the whole layout, as they are with letters of one fixed width: it is
   the same on every machine. The rest are the versions on which the bytes depend. */
#ifndef FIGURE_DRAWN_H
#define FIGURE_DRAWN_H

#include "figure/figure.h"
#include "figure/formats.h"

typedef enum DrawnDifference {
    DRAWN_NOTHING,  /* all is the same */
    DRAWN_VERSIONS, /* the same picture, made with other versions */
    DRAWN_PICTURE   /* other numbers or another layout, or nothing is known of it */
} DrawnDifference;

/* Adds the line and the scenario file. */
void drawn_embed(const Figure *figure, const FigureFormat *format, Text *out);

/* Holds two embedded texts against each other. Other versions are added to *versions: "Inter 3.019
 * (here 4.001)". */
DrawnDifference drawn_compare(const Text *old, const Text *now, Text *versions);

#endif
