/* Scenes as the operators of a PDF's pages. */
#ifndef PAINT_PDF_PAGE_H
#define PAINT_PDF_PAGE_H

#include "paint/pdf_fonts.h"

/* A glyph's code, four hexadecimal digits in the content: known when the fonts are cut down. */
typedef struct PdfCode {
    size_t place;
    Font font;
    unsigned glyph;
} PdfCode;

typedef struct PdfPage {
    double width, height; /* points */
    size_t start, length; /* of its part of the content */
} PdfPage;

typedef struct PdfPages { /* begins with fonts.fonts alone */
    PdfFonts fonts;
    Text content; /* of all pages, one after another */
    PdfPage *pages;
    size_t count, capacity;
    PdfCode *codes;
    size_t code_count, code_capacity;
    bool alphas[256]; /* those that occur: /A0, /A1, … are states with that opacity */
    int alpha;        /* the one in force; -1: not known */
    bool clipped;
    Point *points; /* of one line; kept from one to the next */
    size_t point_capacity;
} PdfPages;

/* Adds a page that shows the scene. */
void pdf_pages_add(PdfPages *pdf, const Scene *scene);

/* Cuts the fonts down and puts the codes in: the content is then what a PDF holds. False with the reason in
 * *why. */
bool pdf_pages_end(PdfPages *pdf, Text *why);

void pdf_pages_free(PdfPages *pdf);

#endif
