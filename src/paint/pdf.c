#include "paint/attach.h"
#include "paint/figure.h"
#include "paint/glyphs.h"
#include "paint/shapes.h"

#include "base/memory.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <stdlib.h>
#include <time.h>

typedef struct PdfPainter {
    Shapes shapes;
    FigureFonts *fonts;
    cairo_font_face_t **faces; /* the fonts' own, NULL until used */
    cairo_glyph_t *glyphs;     /* of one span; kept from one text to the next */
    cairo_text_cluster_t *clusters;
    size_t capacity;
} PdfPainter;

/* Cairo keeps a face for as long as it likes, so each has a library of its own, which goes with it. */
static void close_library(void *library) {
    FT_Done_FreeType(library);
}

static cairo_font_face_t *open_face(Font font) {
    static const cairo_user_data_key_t key;
    FT_Library library;
    if (FT_Init_FreeType(&library)) return NULL;
    FT_Face face = glyphs_open_face(library, font);
    cairo_font_face_t *cairo_face =
        face ? cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING) : NULL;
    if (!cairo_face || cairo_font_face_set_user_data(cairo_face, &key, library, close_library)) {
        cairo_font_face_destroy(cairo_face);
        FT_Done_FreeType(library);
        return NULL;
    }
    return cairo_face;
}

/* False where FreeType fails: Cairo would take a font of its own instead. */
static bool use_font(PdfPainter *pdf, Font font, double size) {
    if (!pdf->faces[font]) pdf->faces[font] = open_face(font);
    if (!pdf->faces[font]) return false;
    cairo_set_font_face(pdf->shapes.cairo, pdf->faces[font]);
    cairo_set_font_size(pdf->shapes.cairo, size);
    return true;
}

static void reserve(PdfPainter *pdf, size_t count) {
    if (count <= pdf->capacity) return;
    pdf->capacity = memory_grown(pdf->capacity, count);
    pdf->glyphs = memory_resize(pdf->glyphs, pdf->capacity, sizeof *pdf->glyphs);
    pdf->clusters = memory_resize(pdf->clusters, pdf->capacity, sizeof *pdf->clusters);
}

/* Shows glyphs of one font together with the `bytes` bytes of text that they stand for, so that the words can
   be searched and copied. Glyphs that share a byte are one cluster. */
static void show_span(PdfPainter *pdf, const Glyph *from, const Glyph *to, Point origin, const char *utf8,
                      size_t end) {
    size_t count = (size_t)(to - from), clusters = 0;
    reserve(pdf, count);
    for (size_t i = 0; i < count; i++) {
        pdf->glyphs[i] = (cairo_glyph_t){from[i].index, origin.x + from[i].x, origin.y + from[i].y};
        bool first = i == 0 || from[i].byte != from[i - 1].byte;
        if (first) pdf->clusters[clusters++] = (cairo_text_cluster_t){0};
        size_t next = i + 1 < count ? from[i + 1].byte : end;
        pdf->clusters[clusters - 1].num_glyphs++;
        pdf->clusters[clusters - 1].num_bytes += (int)(next - from[i].byte);
    }
    cairo_show_text_glyphs(pdf->shapes.cairo, utf8 + from->byte, (int)(end - from->byte), pdf->glyphs,
                           (int)count, pdf->clusters, (int)clusters, 0);
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
        if (use_font(pdf, from->font, command->size))
            show_span(pdf, from, to, origin, scene_string(command), to < end ? to->byte : command->count);
    }
}

static cairo_status_t add_bytes(void *out, const unsigned char *bytes, unsigned count) {
    text_add_bytes(out, bytes, count);
    return CAIRO_STATUS_SUCCESS;
}

/* The date that the builder of a reproducible document states, else none: Cairo would write the present one.
 */
static void set_date(cairo_surface_t *surface) {
    char date[64] = "";
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    time_t seconds = epoch && *epoch ? (time_t)strtoll(epoch, &end, 10) : 0;
    struct tm calendar;
    if (end && !*end && gmtime_r(&seconds, &calendar))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &calendar);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static void describe(cairo_surface_t *surface, const FigureAbout *about) {
    set_date(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "lrscope");
    if (about->title) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
    if (about->description)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, about->description);
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

/* One scene after another, each a page of its own size. */
static cairo_status_t paint_pages(const FigurePages *pages, const Scene *first, FigureFonts *fonts,
                                  cairo_surface_t *surface) {
    PdfPainter pdf = {.fonts = fonts, .faces = glyphs_cairo_faces(fonts)};
    pdf.shapes = (Shapes){.cairo = cairo_create(surface), .scale = 1};
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
    shapes_free(&pdf.shapes);
    return status;
}

bool figure_pdf_pages(const FigurePages *pages, FigureFonts *fonts, const FigureAbout *about, Text *out,
                      Text *why) {
    const Scene *scene = pages->page(pages->self, 0);
    if (!figure_fits(scene, why)) return false;
    size_t start = out->length;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(add_bytes, out, scene->width, scene->height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4); /* as attach.c reads it */
    describe(surface, about);
    cairo_status_t status = paint_pages(pages, scene, fonts, surface);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        text_setf(why, "cannot draw the PDF: %s", cairo_status_to_string(status));
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) return false;
    return !about->scenario || attach_scenario(out, start, about->scenario, why);
}

static const Scene *only_page(void *self, size_t page) {
    (void)page;
    return *(const Scene **)self;
}

bool figure_pdf(const Scene *scene, FigureFonts *fonts, const FigureAbout *about, Text *out, Text *why) {
    FigurePages pages = {only_page, &scene, 1};
    return figure_pdf_pages(&pages, fonts, about, out, why);
}
