#include "paint/attach.h"
#include "paint/paint.h"
#include "paint/glyph_faces.h"
#include "paint/shapes.h"

#include "base/memory.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A glyph that was shown: what it stands for in its variant of the font. */
typedef struct PdfGlyph {
    unsigned index;
    Font font;
    int variant;
    size_t words, bytes; /* in PdfPainter.words */
} PdfGlyph;

typedef struct PdfPainter {
    Shapes shapes;
    PaintFonts *fonts;
    cairo_font_face_t **faces; /* the fonts' own, NULL until used: GLYPHS_VARIANTS of each font */
    PdfGlyph *known;
    size_t known_count, known_capacity;
    Text words;
    cairo_glyph_t *glyphs; /* of one span; kept from one text to the next */
    cairo_text_cluster_t *clusters;
    size_t capacity;
} PdfPainter;

/* Cairo keeps a face for as long as it likes, so each has a library of its own, which goes with it. */
static void close_library(void *library) {
    FT_Done_Library(library);
}

static cairo_font_face_t *open_face(PaintFonts *fonts, Font font) {
    static const cairo_user_data_key_t key;
    FT_Library library = glyphs_open_library();
    if (!library) return NULL;
    FT_Face face = glyphs_open_face(fonts, library, font);
    cairo_font_face_t *cairo_face =
        face ? cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING) : NULL;
    if (!cairo_face || cairo_font_face_set_user_data(cairo_face, &key, library, close_library)) {
        cairo_font_face_destroy(cairo_face);
        FT_Done_Library(library);
        return NULL;
    }
    return cairo_face;
}

/* Sets the font. False where FreeType fails: Cairo would take a font of its own instead. */
static bool use_font(PdfPainter *pdf, Font font, int variant, double size) {
    cairo_font_face_t **face = &pdf->faces[(int)font * GLYPHS_VARIANTS + variant];
    if (!*face) *face = open_face(pdf->fonts, font);
    if (!*face) return false;
    cairo_set_font_face(pdf->shapes.cairo, *face);
    cairo_set_font_size(pdf->shapes.cairo, size);
    return true;
}

/* In an embedded font each glyph stands for one text: a glyph that stands for another one too (an arrow for
   -> and for →, the sign for what is missing) is taken from a further variant of the font. */
static int variant_of(PdfPainter *pdf, const Glyph *glyph, const char *utf8, size_t bytes) {
    int variant = 0;
    for (size_t i = 0; i < pdf->known_count; i++) {
        const PdfGlyph *known = &pdf->known[i];
        if (known->index != glyph->index || known->font != glyph->font) continue;
        if (known->bytes == bytes && !memcmp(text_string(&pdf->words) + known->words, utf8, bytes))
            return known->variant;
        variant = known->variant + 1;
    }
    if (variant == GLYPHS_VARIANTS) return 0;
    if (pdf->known_count == pdf->known_capacity) {
        pdf->known_capacity = memory_grown(pdf->known_capacity, pdf->known_count + 1);
        pdf->known = memory_resize(pdf->known, pdf->known_capacity, sizeof *pdf->known);
    }
    pdf->known[pdf->known_count++] = (PdfGlyph){glyph->index, glyph->font, variant, pdf->words.length, bytes};
    text_add_bytes(&pdf->words, utf8, bytes);
    return variant;
}

static void reserve(PdfPainter *pdf, size_t count) {
    if (count <= pdf->capacity) return;
    pdf->capacity = memory_grown(pdf->capacity, count);
    pdf->glyphs = memory_resize(pdf->glyphs, pdf->capacity, sizeof *pdf->glyphs);
    pdf->clusters = memory_resize(pdf->clusters, pdf->capacity, sizeof *pdf->clusters);
}

static size_t characters(const char *utf8, size_t bytes) {
    size_t count = 0;
    for (const char *at = utf8; at < utf8 + bytes; count++) text_next(&at);
    return count;
}

/* Divides the text among glyphs. Of glyphs that stand for some words together each stands for a character
   where there is one for each; else the first one stands for all. */
static void divide(cairo_text_cluster_t *clusters, size_t glyphs, const char *utf8, size_t bytes) {
    bool each = characters(utf8, bytes) == glyphs;
    const char *at = utf8;
    for (size_t i = 0; i < glyphs; i++) {
        const char *from = at;
        if (each)
            text_next(&at);
        else
            at = utf8 + bytes;
        clusters[i] = (cairo_text_cluster_t){.num_bytes = (int)(at - from), .num_glyphs = 1};
    }
}

/* Makes a cluster of the glyphs that share a byte: they stand for their words together. */
static void make_clusters(PdfPainter *pdf, const Glyph *from, size_t count, const char *utf8, size_t end) {
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && from[next].byte == from[i].byte;) next++;
        size_t behind = next < count ? from[next].byte : end;
        divide(pdf->clusters + i, next - i, utf8 + from[i].byte, behind - from[i].byte);
    }
}

/* Shows glyphs of one font together with the words that they stand for, which end at the byte `end` of the
   text, so that these can be searched and copied. */
static void show_span(PdfPainter *pdf, const Glyph *from, const Glyph *to, Point origin, double size,
                      const char *utf8, size_t end) {
    size_t count = (size_t)(to - from);
    reserve(pdf, count);
    for (size_t i = 0; i < count; i++)
        pdf->glyphs[i] = (cairo_glyph_t){from[i].index, origin.x + from[i].x, origin.y + from[i].y};
    make_clusters(pdf, from, count, utf8, end);
    const char *words = utf8 + from->byte;
    for (size_t i = 0, next; i < count; i = next) {
        size_t bytes = 0;
        int variant = variant_of(pdf, &from[i], words, (size_t)pdf->clusters[i].num_bytes);
        for (next = i; next < count; next++) {
            size_t more = (size_t)pdf->clusters[next].num_bytes;
            if (variant_of(pdf, &from[next], words + bytes, more) != variant) break;
            bytes += more;
        }
        if (use_font(pdf, from->font, variant, size))
            cairo_show_text_glyphs(pdf->shapes.cairo, words, (int)bytes, pdf->glyphs + i, (int)(next - i),
                                   pdf->clusters + i, (int)(next - i), 0);
        words += bytes;
    }
}

static void text(void *self, const SceneCommand *command) {
    PdfPainter *pdf = self;
    double left;
    const GlyphRun *run = glyphs_of_command(pdf->fonts, command, command->size, &left);
    const Glyph *end = run->glyphs + run->count;
    Point origin = {command->x - left, command->y};
    shapes_source(pdf->shapes.cairo, command->fill);
    for (const Glyph *from = run->glyphs, *to; from < end; from = to) {
        for (to = from; to < end && to->font == from->font;) to++;
        show_span(pdf, from, to, origin, command->size, scene_string(command),
                  to < end ? to->byte : command->count);
    }
}

static cairo_status_t add_bytes(void *out, const unsigned char *bytes, unsigned count) {
    text_add_bytes(out, bytes, count);
    return CAIRO_STATUS_SUCCESS;
}

/* The date that was stated, or none: Cairo would write the present one. False with the reason where what was
   stated is none; a PDF has four digits for the year. */
static bool set_date(cairo_surface_t *surface, const char *stated, Text *why) {
    static const long long last = 253402300799; /* of the year 9999 */
    bool none = !stated || !*stated;
    char *end = NULL, date[64] = "";
    long long seconds = none ? 0 : strtoll(stated, &end, 10);
    if (!none && (*end || seconds < 0 || seconds > last)) {
        text_setf(why, "SOURCE_DATE_EPOCH is %s, not whole seconds since 1970, 0 to %lld: fix it or unset it",
                  stated, last);
        return false;
    }
    time_t time = (time_t)seconds;
    struct tm calendar;
    if (!none) strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &calendar));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    return true;
}

static bool describe(cairo_surface_t *surface, const PaintAbout *about, Text *why) {
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "lrscope");
    if (about->title) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
    if (about->description)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, about->description);
    return set_date(surface, about->date, why);
}

static void paint_page(PdfPainter *pdf, const Scene *scene) {
    Painter painter = shapes_painter(&pdf->shapes);
    painter.text = text;
    if (scene->background & 0xFF) {
        shapes_source(pdf->shapes.cairo, scene->background);
        cairo_paint(pdf->shapes.cairo);
    }
    paint_scene(scene, &painter);
    shapes_end(&pdf->shapes);
}

/* Paints one scene after another, each as a page of its own size. */
static cairo_status_t paint_pages(const PaintPages *pages, const Scene *first, PaintFonts *fonts,
                                  cairo_surface_t *surface) {
    PdfPainter pdf = {.fonts = fonts, .faces = glyphs_cairo_faces(fonts)};
    pdf.shapes = (Shapes){.cairo = cairo_create(surface), .scale = 1, .tolerance = 0.003}; /* readers zoom in */
    for (size_t i = 0; i < pages->count; i++) {
        const Scene *scene = i ? pages->page(pages->self, i) : first;
        cairo_pdf_surface_set_size(surface, scene->width, scene->height);
        paint_page(&pdf, scene);
        if (i + 1 < pages->count) cairo_show_page(pdf.shapes.cairo);
    }
    cairo_status_t status = cairo_status(pdf.shapes.cairo);
    cairo_destroy(pdf.shapes.cairo);
    free(pdf.glyphs);
    free(pdf.clusters);
    free(pdf.known);
    text_free(&pdf.words);
    shapes_free(&pdf.shapes);
    return status;
}

static bool paint(const PaintPages *pages, const Scene *first, PaintFonts *fonts, const PaintAbout *about,
                  cairo_surface_t *surface, Text *why) {
    if (!describe(surface, about, why)) return false;
    cairo_status_t status = paint_pages(pages, first, fonts, surface);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        text_setf(why, "cannot draw the PDF: %s", cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

bool paint_pdf_pages(const PaintPages *pages, PaintFonts *fonts, const PaintAbout *about, Text *out,
                      Text *why) {
    const Scene *first = pages->page(pages->self, 0);
    if (!paint_fits(first, why)) return false;
    size_t start = out->length;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(add_bytes, out, first->width, first->height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4); /* as attach.c reads it, and LaTeX
                                                                              takes without a warning */
    bool good = paint(pages, first, fonts, about, surface, why);
    cairo_surface_destroy(surface);
    return good && (!about->scenario || attach_scenario(out, start, about->scenario, why));
}

static const Scene *only_page(void *self, size_t page) {
    (void)page;
    return *(const Scene **)self;
}

bool paint_pdf(const Scene *scene, PaintFonts *fonts, const PaintAbout *about, Text *out, Text *why) {
    PaintPages pages = {only_page, &scene, 1};
    return paint_pdf_pages(&pages, fonts, about, out, why);
}
