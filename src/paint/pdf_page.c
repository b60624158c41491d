#include "paint/pdf_page.h"

#include "base/memory.h"
#include "paint/decimal.h"
#include "paint/painter.h"
#include "paint/polyline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far a simplified line may be from the true one, in points: readers zoom in. */
static const double tolerance = 0.008;

static void add_number(Text *out, double value) {
    decimal_add(out, value, 2);
    text_add(out, " ");
}

static void add_point(Text *out, Point point, const char *operator) {
    add_number(out, point.x);
    add_number(out, point.y);
    text_add(out, operator);
}

static void add_rectangle(Text *out, Box box) {
    add_number(out, box.x);
    add_number(out, box.y);
    add_number(out, box.w);
    add_number(out, box.h);
    text_add(out, "re\n");
}

/* `operator` is rg for what is filled, RG for what is stroked. */
static void use_color(PdfPages *pdf, Color color, const char *operator) {
    int alpha = color & 0xFF;
    for (int shift = 24; shift > 0; shift -= 8) {
        decimal_add(&pdf->content, (color >> shift & 0xFF) / 255.0, 3);
        text_add(&pdf->content, " ");
    }
    text_addf(&pdf->content, "%s\n", operator);
    if (alpha != pdf->alpha) text_addf(&pdf->content, "/A%d gs\n", alpha);
    pdf->alphas[alpha] = true;
    pdf->alpha = alpha;
}

static bool visible(Color color) {
    return color & 0xFF;
}

static void use_stroke(PdfPages *pdf, Stroke stroke) {
    Text *out = &pdf->content;
    double dash[4];
    int dashes = scene_dash(stroke.dash, stroke.width, dash);
    use_color(pdf, stroke.color, "RG");
    add_number(out, stroke.width);
    text_addf(out, "w %d J %d j [", stroke.round, stroke.round);
    for (int i = 0; i < dashes; i++) add_number(out, dash[i]);
    text_add(out, "] 0 d\n");
}

/* A quarter of a circle as one curve, from where the path is by way of a corner to `end`. */
static void add_quarter(Text *out, Point start, Point corner, Point end) {
    const double part = 4.0 / 3 * (sqrt(2) - 1);
    add_point(out, (Point){start.x + (corner.x - start.x) * part, start.y + (corner.y - start.y) * part}, "");
    add_point(out, (Point){end.x + (corner.x - end.x) * part, end.y + (corner.y - end.y) * part}, "");
    add_point(out, end, "c\n");
}

static void add_box(Text *out, Box box, double radius) {
    double r = fmin(radius, fmin(box.w, box.h) / 2);
    double left = box.x, right = box.x + box.w, top = box.y, bottom = box.y + box.h;
    if (r <= 0) {
        add_rectangle(out, box);
        return;
    }
    add_point(out, (Point){left + r, top}, "m\n");
    add_point(out, (Point){right - r, top}, "l\n");
    add_quarter(out, (Point){right - r, top}, (Point){right, top}, (Point){right, top + r});
    add_point(out, (Point){right, bottom - r}, "l\n");
    add_quarter(out, (Point){right, bottom - r}, (Point){right, bottom}, (Point){right - r, bottom});
    add_point(out, (Point){left + r, bottom}, "l\n");
    add_quarter(out, (Point){left + r, bottom}, (Point){left, bottom}, (Point){left, bottom - r});
    add_point(out, (Point){left, top + r}, "l\n");
    add_quarter(out, (Point){left, top + r}, (Point){left, top}, (Point){left + r, top});
    text_add(out, "h\n");
}

/* As the other painters do: the stroke inside the box's edge, the fill to the stroke's middle. */
static void box(void *self, const SceneCommand *command) {
    PdfPages *pdf = self;
    bool edge = visible(command->stroke.color) && command->stroke.width > 0;
    double inset = edge ? command->stroke.width / 2 : 0;
    Box area = box_inset(command->box, inset, inset);
    if (visible(command->fill)) {
        use_color(pdf, command->fill, "rg");
        add_box(&pdf->content, area, command->radius - inset);
        text_add(&pdf->content, "f\n");
    }
    if (edge) {
        use_stroke(pdf, command->stroke);
        add_box(&pdf->content, area, command->radius - inset);
        text_add(&pdf->content, "S\n");
    }
}

static void add_chain(Text *out, const Point *points, size_t count) {
    for (size_t i = 0; i < count; i++) add_point(out, points[i], i ? "l\n" : "m\n");
}

/* The points of a command that matter, in memory that the next one uses again. */
static void add_simplified(PdfPages *pdf, const SceneCommand *command) {
    pdf->point_capacity = memory_grown(pdf->point_capacity, command->count);
    pdf->points = memory_resize(pdf->points, pdf->point_capacity, sizeof *pdf->points);
    memcpy(pdf->points, command->tail, command->count * sizeof *pdf->points);
    add_chain(&pdf->content, pdf->points, polyline_simplify(pdf->points, command->count, tolerance));
}

static void line(void *self, const SceneCommand *command) {
    PdfPages *pdf = self;
    if (!visible(command->stroke.color)) return;
    use_stroke(pdf, command->stroke);
    add_simplified(pdf, command);
    text_add(&pdf->content, "S\n");
}

static void segments(void *self, const SceneCommand *command) {
    PdfPages *pdf = self;
    if (!visible(command->stroke.color)) return;
    use_stroke(pdf, command->stroke);
    for (size_t i = 0; i + 1 < command->count; i += 2) add_chain(&pdf->content, &command->tail[i], 2);
    text_add(&pdf->content, "S\n");
}

static void polygon(void *self, const SceneCommand *command) {
    PdfPages *pdf = self;
    if (!visible(command->fill)) return;
    use_color(pdf, command->fill, "rg");
    add_simplified(pdf, command);
    text_add(&pdf->content, "f\n");
}

/* A clip stands on a saved state, which goes with it. */
static void clip(void *self, Box area) {
    PdfPages *pdf = self;
    if (pdf->clipped) text_add(&pdf->content, "Q\n");
    pdf->alpha = -1;
    pdf->clipped = area.w > 0;
    if (!pdf->clipped) return;
    text_add(&pdf->content, "q\n");
    add_rectangle(&pdf->content, area);
    text_add(&pdf->content, "W n\n");
}

/* Where the reader's pen stands within a text: whole thousandths of the em from one glyph to the next. */
typedef struct Pen {
    double x, rise, size;
    bool row; /* of codes, is open */
} Pen;

static void end_row(PdfPages *pdf, Pen *pen) {
    if (pen->row) text_add(&pdf->content, ">] TJ\n");
    pen->row = false;
}

static void set_rise(PdfPages *pdf, Pen *pen, double rise) {
    if (rise == pen->rise) return;
    end_row(pdf, pen);
    add_number(&pdf->content, rise);
    text_add(&pdf->content, "Ts\n");
    pen->rise = rise;
}

static void add_code(PdfPages *pdf, const Glyph *glyph) {
    pdf->code_capacity = memory_grown(pdf->code_capacity, pdf->code_count + 1);
    pdf->codes = memory_resize(pdf->codes, pdf->code_capacity, sizeof *pdf->codes);
    pdf->codes[pdf->code_count++] = (PdfCode){pdf->content.length, glyph->font, glyph->index};
    text_add(&pdf->content, "0000");
}

static void show_glyph(PdfPages *pdf, Pen *pen, const Glyph *glyph) {
    set_rise(pdf, pen, -glyph->y);
    if (!pen->row) text_add(&pdf->content, "[<");
    pen->row = true;
    long gap = lround((glyph->x - pen->x) / pen->size * 1000);
    if (gap) text_addf(&pdf->content, ">%ld<", -gap);
    add_code(pdf, glyph);
    pen->x += (double)(gap + pdf_fonts_advance(&pdf->fonts, glyph->font, glyph->index)) * pen->size / 1000;
}

static size_t characters(const char *utf8, size_t bytes) {
    size_t count = 0;
    for (const char *at = utf8; at < utf8 + bytes; count++) text_next(&at);
    return count;
}

/* Takes glyphs that stand for some words together: one by one where there is a character for each, else the
   first one stands for all. False where the PDF has to say it, because one of them stands for others. */
static bool take_cluster(PdfPages *pdf, const Glyph *from, const Glyph *to, const char *utf8, size_t bytes) {
    bool each = characters(utf8, bytes) == (size_t)(to - from), known = true;
    const char *at = utf8, *end = utf8 + bytes;
    for (const Glyph *glyph = from; glyph < to; glyph++) {
        const char *words = at;
        if (each)
            text_next(&at);
        else
            at = end;
        known = pdf_fonts_take(&pdf->fonts, glyph->font, glyph->index, words, (size_t)(at - words)) && known;
    }
    return known;
}

static void show_cluster(PdfPages *pdf, Pen *pen, const Glyph *from, const Glyph *to, const char *utf8,
                         size_t bytes) {
    bool known = take_cluster(pdf, from, to, utf8, bytes);
    if (!known) {
        end_row(pdf, pen);
        text_add(&pdf->content, "/Span << /ActualText ");
        pdf_add_words(&pdf->content, utf8, bytes);
        text_add(&pdf->content, " >> BDC\n");
    }
    for (const Glyph *glyph = from; glyph < to; glyph++) show_glyph(pdf, pen, glyph);
    if (known) return;
    end_row(pdf, pen);
    text_add(&pdf->content, "EMC\n");
}

/* Shows glyphs of one font; their words end at the byte `end` of the text. Glyphs that share a byte are one
 * cluster. */
static void show_span(PdfPages *pdf, const Glyph *from, const Glyph *to, Point origin, double size,
                      const char *utf8, size_t end) {
    Pen pen = {.x = from->x, .size = size};
    text_addf(&pdf->content, "/F%d ", (int)from->font);
    add_number(&pdf->content, size);
    text_add(&pdf->content, "Tf 1 0 0 -1 ");
    add_point(&pdf->content, (Point){origin.x + from->x, origin.y}, "Tm\n");
    for (const Glyph *next; from < to; from = next) {
        for (next = from; next < to && next->byte == from->byte;) next++;
        show_cluster(pdf, &pen, from, next, utf8 + from->byte, (next < to ? next->byte : end) - from->byte);
    }
    set_rise(pdf, &pen, 0);
    end_row(pdf, &pen);
}

static void text(void *self, const SceneCommand *command) {
    PdfPages *pdf = self;
    double left;
    const GlyphRun *run = glyphs_of_command(pdf->fonts.fonts, command, command->size, &left);
    const Glyph *end = run->glyphs + run->count;
    Point origin = {command->x - left, command->y};
    use_color(pdf, command->fill, "rg");
    text_add(&pdf->content, "BT\n");
    for (const Glyph *from = run->glyphs, *to; from < end; from = to) {
        for (to = from; to < end && to->font == from->font;) to++;
        show_span(pdf, from, to, origin, command->size, scene_string(command),
                  to < end ? to->byte : command->count);
    }
    text_add(&pdf->content, "ET\n");
}

/* The scene's y points down, a PDF's up. */
static void begin_page(PdfPages *pdf, const Scene *scene) {
    pdf->alpha = -1;
    text_add(&pdf->content, "1 0 0 -1 0 ");
    add_number(&pdf->content, scene->height);
    text_add(&pdf->content, "cm\n");
    if (!visible(scene->background)) return;
    use_color(pdf, scene->background, "rg");
    add_rectangle(&pdf->content, (Box){0, 0, scene->width, scene->height});
    text_add(&pdf->content, "f\n");
}

void pdf_pages_add(PdfPages *pdf, const Scene *scene) {
    Painter painter = {.self = pdf,
                       .clip = clip,
                       .box = box,
                       .line = line,
                       .segments = segments,
                       .polygon = polygon,
                       .text = text};
    PdfPage page = {.width = scene->width, .height = scene->height, .start = pdf->content.length};
    begin_page(pdf, scene);
    paint_scene(scene, &painter);
    clip(pdf, (Box){0});
    page.length = pdf->content.length - page.start;
    pdf->capacity = memory_grown(pdf->capacity, pdf->count + 1);
    pdf->pages = memory_resize(pdf->pages, pdf->capacity, sizeof *pdf->pages);
    pdf->pages[pdf->count++] = page;
}

bool pdf_pages_end(PdfPages *pdf, Text *why) {
    if (!pdf_fonts_cut(&pdf->fonts, why)) return false;
    for (const PdfCode *code = pdf->codes; code < pdf->codes + pdf->code_count; code++) {
        char digits[12];
        snprintf(digits, sizeof digits, "%04X", pdf_fonts_code(&pdf->fonts, code->font, code->glyph));
        memcpy(pdf->content.data + code->place, digits, 4);
    }
    return true;
}

void pdf_pages_free(PdfPages *pdf) {
    pdf_fonts_free(&pdf->fonts);
    text_free(&pdf->content);
    free(pdf->pages);
    free(pdf->codes);
    free(pdf->points);
}
