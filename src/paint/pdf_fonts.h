/* The fonts that one PDF embeds: which glyphs it shows and which words they stand for. */
#ifndef PAINT_PDF_FONTS_H
#define PAINT_PDF_FONTS_H

#include "paint/glyph_runs.h"
#include "paint/pdf_file.h"

#include <hb.h>

typedef struct PdfGlyph {
    unsigned index;      /* in the whole font */
    size_t words, bytes; /* what it stands for wherever the PDF does not say otherwise: a part of all words */
} PdfGlyph;

typedef struct PdfFont {
    hb_set_t *set; /* of its glyphs; NULL where none is shown */
    PdfGlyph *glyphs;
    size_t count, capacity;
} PdfFont;

typedef struct PdfFonts { /* begins with `fonts` alone */
    FigureFonts *fonts;
    PdfFont used[FONT_COUNT];
    Text words;
} PdfFonts;

/* Takes a glyph that is shown for these words, or for none of its own. False where it already stands for
 * others. */
bool pdf_fonts_take(PdfFonts *pdf, Font font, unsigned glyph, const char *utf8, size_t bytes);

/* How far a glyph moves the pen, in thousandths of the em: whole ones, as the PDF says it too. */
long pdf_fonts_advance(const PdfFonts *pdf, Font font, unsigned glyph);

/* Cuts the fonts down to what was taken; from then on a glyph's code is known. False with the reason in *why.
 */
bool pdf_fonts_cut(PdfFonts *pdf, Text *why);
unsigned pdf_fonts_code(const PdfFonts *pdf, Font font, unsigned glyph);

/* Writes them, and adds to *names what a page calls them by: /F0, /F1, … as the fonts are numbered. */
void pdf_fonts_write(const PdfFonts *pdf, PdfFile *file, Text *names);

void pdf_fonts_free(PdfFonts *pdf);

#endif
