#include "paint/decimal.h"
#include "paint/paint.h"
#include "paint/fonts.h"
#include "paint/outline.h"
#include "paint/painter.h"
#include "paint/polyline.h"
#include "paint/xml.h"

#include "base/embedded.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far a simplified line may be from the true one, in points: readers zoom in. */
static const double tolerance = 0.003;

typedef struct SvgPainter {
    PaintFonts *fonts;
    char prefix[12]; /* of every id: two figures in one page must not meet */
    Text body, outlines, clips;
    uint32_t *known; /* glyphs that are in `outlines`; a place here is a number in an id */
    size_t known_count, known_capacity;
    Box *boxes; /* clips that are in `clips` */
    size_t box_count, box_capacity;
    size_t clip; /* number of the clip in force + 1, or 0 */
    bool real_text;
    bool group; /* a group is open; a clip's element always lies inside it */
    Point *points;
    size_t point_capacity;
} SvgPainter;

static void add_number(Text *out, double value) {
    decimal_add(out, value, 2);
}

static void add_attribute(Text *out, const char *name, double value) {
    text_addf(out, " %s=\"", name);
    add_number(out, value);
    text_add(out, "\"");
}

/* Writes ` fill="#rrggbb"`, with ` fill-opacity` where it shows through; `name` is fill or stroke. */
static void add_color(Text *out, const char *name, Color color) {
    if (!(color & 0xFF)) {
        text_addf(out, " %s=\"none\"", name);
        return;
    }
    text_addf(out, " %s=\"#%06x\"", name, (unsigned)(color >> 8));
    if ((color & 0xFF) == 0xFF) return;
    text_addf(out, " %s-opacity=\"", name);
    decimal_add(out, (color & 0xFF) / 255.0, 3);
    text_add(out, "\"");
}

static void add_stroke(Text *out, Stroke stroke) {
    double dash[4];
    int dashes = scene_dash(stroke.dash, stroke.width, dash);
    add_color(out, "stroke", stroke.color);
    add_attribute(out, "stroke-width", stroke.width);
    for (int i = 0; i < dashes; i++) {
        text_add(out, i ? " " : " stroke-dasharray=\"");
        add_number(out, dash[i]);
    }
    if (dashes) text_add(out, "\"");
    if (stroke.round) text_add(out, " stroke-linecap=\"round\" stroke-linejoin=\"round\"");
}

static void add_point(Text *out, Point point) {
    add_number(out, point.x);
    text_add(out, " ");
    add_number(out, point.y);
}

static void open_clip(SvgPainter *svg) {
    if (svg->clip) text_addf(&svg->body, "<g clip-path=\"url(#%sc%zu)\">\n", svg->prefix, svg->clip);
}

static void close_clip(SvgPainter *svg) {
    if (svg->clip) text_add(&svg->body, "</g>\n");
}

/* An id is used once: a second group of the name gets a number. */
static void add_group_id(SvgPainter *svg, const char *name) {
    Text id = {0};
    text_setf(&id, " id=\"%s-%s\"", svg->prefix, name);
    for (int i = 2; strstr(text_string(&svg->body), text_string(&id)); i++)
        text_setf(&id, " id=\"%s-%s-%d\"", svg->prefix, name, i);
    text_add(&svg->body, text_string(&id));
    text_free(&id);
}

static void group(void *self, const char *name) {
    SvgPainter *svg = self;
    close_clip(svg);
    if (svg->group) text_add(&svg->body, "</g>\n");
    svg->group = *name;
    if (svg->group) {
        text_add(&svg->body, "<g");
        add_group_id(svg, name);
        text_add(&svg->body, ">\n");
    }
    open_clip(svg);
}

static void add_box(Text *out, Box box) {
    add_attribute(out, "x", box.x);
    add_attribute(out, "y", box.y);
    add_attribute(out, "width", box.w);
    add_attribute(out, "height", box.h);
}

/* Returns the number of a clip + 1; a box met before is not written again. */
static size_t clip_number(SvgPainter *svg, Box box) {
    for (size_t i = 0; i < svg->box_count; i++)
        if (!memcmp(&svg->boxes[i], &box, sizeof box)) return i + 1;
    svg->box_capacity = memory_grown(svg->box_capacity, svg->box_count + 1);
    svg->boxes = memory_resize(svg->boxes, svg->box_capacity, sizeof box);
    svg->boxes[svg->box_count++] = box;
    text_addf(&svg->clips, "<clipPath id=\"%sc%zu\"><rect", svg->prefix, svg->box_count);
    add_box(&svg->clips, box);
    text_add(&svg->clips, "/></clipPath>\n");
    return svg->box_count;
}

static void clip(void *self, Box area) {
    SvgPainter *svg = self;
    close_clip(svg);
    svg->clip = area.w > 0 ? clip_number(svg, area) : 0;
    open_clip(svg);
}

/* Draws a box as the other painters do: the stroke inside the box's edge, the fill to the stroke's middle. */
static void box(void *self, const SceneCommand *command) {
    Text *out = &((SvgPainter *)self)->body;
    bool edge = command->stroke.color & 0xFF && command->stroke.width > 0;
    double inset = edge ? command->stroke.width / 2 : 0;
    Box area = box_inset(command->box, inset, inset);
    double radius = fmin(command->radius - inset, fmin(area.w, area.h) / 2);
    text_add(out, "<rect");
    add_box(out, area);
    if (radius > 0) add_attribute(out, "rx", radius);
    add_color(out, "fill", command->fill);
    if (edge) add_stroke(out, command->stroke);
    text_add(out, "/>\n");
}

/* Returns the points of a command that matter, in memory that the next one uses again. */
static size_t simplified(SvgPainter *svg, const SceneCommand *command) {
    svg->point_capacity = memory_grown(svg->point_capacity, command->count);
    svg->points = memory_resize(svg->points, svg->point_capacity, sizeof *svg->points);
    memcpy(svg->points, command->tail, command->count * sizeof *svg->points);
    return polyline_simplify(svg->points, command->count, tolerance);
}

static void add_chain(Text *out, const Point *points, size_t count) {
    for (size_t i = 0; i < count; i++) {
        text_add(out, i == 0 ? "M" : i == 1 ? "L" : " ");
        add_point(out, points[i]);
    }
}

/* Rules are kept on whole pixels by whoever shows the picture. */
static void end_stroke(Text *out, const SceneCommand *command, bool straight) {
    text_add(out, "\" fill=\"none\"");
    add_stroke(out, command->stroke);
    if (straight) text_add(out, " shape-rendering=\"crispEdges\"");
    text_add(out, "/>\n");
}

static void line(void *self, const SceneCommand *command) {
    SvgPainter *svg = self;
    size_t count = simplified(svg, command);
    text_add(&svg->body, "<path d=\"");
    add_chain(&svg->body, svg->points, count);
    end_stroke(&svg->body, command, count == 2 && polyline_is_straight(svg->points, 2, 1));
}

static void segments(void *self, const SceneCommand *command) {
    Text *out = &((SvgPainter *)self)->body;
    text_add(out, "<path d=\"");
    for (size_t i = 0; i + 1 < command->count; i += 2) add_chain(out, &command->tail[i], 2);
    end_stroke(out, command, polyline_is_straight(command->tail, command->count, 2));
}

static void polygon(void *self, const SceneCommand *command) {
    SvgPainter *svg = self;
    size_t count = simplified(svg, command);
    text_add(&svg->body, "<path d=\"");
    add_chain(&svg->body, svg->points, count);
    text_add(&svg->body, "z\"");
    add_color(&svg->body, "fill", command->fill);
    text_add(&svg->body, "/>\n");
}

/* Returns the number of a glyph in ids; its outline is written when it is first met. SIZE_MAX for a blank
   one. */
static size_t glyph_number(SvgPainter *svg, const Glyph *glyph) {
    uint32_t key = (uint32_t)glyph->font << 24 | glyph->index;
    for (size_t i = 0; i < svg->known_count; i++)
        if (svg->known[i] == key) return i;
    Text path = {0};
    outline_add(svg->fonts, glyph->font, glyph->index, &path);
    size_t number = SIZE_MAX;
    if (path.length) {
        svg->known_capacity = memory_grown(svg->known_capacity, svg->known_count + 1);
        svg->known = memory_resize(svg->known, svg->known_capacity, sizeof key);
        svg->known[svg->known_count] = key;
        number = svg->known_count++;
        text_addf(&svg->outlines, "<path id=\"%sg%zu\" d=\"%s\"/>\n", svg->prefix, number,
                  text_string(&path));
    }
    text_free(&path);
    return number;
}

static void use_glyph(SvgPainter *svg, const Glyph *glyph) {
    size_t number = glyph_number(svg, glyph);
    if (number == SIZE_MAX) return;
    text_addf(&svg->body, "<use xlink:href=\"#%sg%zu\" x=\"", svg->prefix, number);
    decimal_add(&svg->body, glyph->x, 0);
    if (glyph->y != 0) {
        text_add(&svg->body, "\" y=\"");
        decimal_add(&svg->body, glyph->y, 0);
    }
    text_add(&svg->body, "\"/>");
}

static const char *const families[] = {"Inter,Helvetica,Arial,sans-serif",
                                       "JetBrains Mono,DejaVu Sans Mono,monospace"};

static void add_real_text(SvgPainter *svg, const SceneCommand *command) {
    static const char *const anchors[] = {
        [ALIGN_LEFT] = "start", [ALIGN_MIDDLE] = "middle", [ALIGN_RIGHT] = "end"};
    Font font = (Font)command->font;
    Text *out = &svg->body;
    text_add(out, "<text");
    add_attribute(out, "x", command->x);
    add_attribute(out, "y", command->y);
    text_add(out, " font-family=\"");
    if (glyphs_family(svg->fonts)) {
        text_add(out, "'");
        xml_add(out, glyphs_family(svg->fonts));
        text_add(out, "',");
    }
    text_addf(out, "%s\"", families[font_is_mono(font)]);
    add_attribute(out, "font-size", command->size);
    text_addf(out, " font-weight=\"%d\" text-anchor=\"%s\"", font_file(font).weight, anchors[command->align]);
    add_color(out, "fill", command->fill);
    text_add(out, " xml:space=\"preserve\">");
    xml_add(out, scene_string(command));
    text_add(out, "</text>\n");
}

/* Writes text as outlines: the same everywhere, whatever fonts the reader has. */
static void add_outlines(SvgPainter *svg, const SceneCommand *command) {
    double left, unit = command->size / OUTLINE_EM;
    const GlyphRun *run = glyphs_of_command(svg->fonts, command, OUTLINE_EM, &left);
    text_add(&svg->body, "<g");
    add_color(&svg->body, "fill", command->fill);
    text_add(&svg->body, " transform=\"translate(");
    add_point(&svg->body, (Point){command->x - left * unit, command->y});
    text_add(&svg->body, ")scale(");
    decimal_add(&svg->body, unit, 5);
    text_add(&svg->body, ")\">");
    for (size_t i = 0; i < run->count; i++) use_glyph(svg, &run->glyphs[i]);
    text_add(&svg->body, "</g>\n");
}

static void text(void *self, const SceneCommand *command) {
    SvgPainter *svg = self;
    (svg->real_text ? add_real_text : add_outlines)(svg, command);
}

static void add_words(Text *out, const char *prefix, const char *element, const char *words) {
    if (!words) return;
    text_addf(out, "<%s id=\"%s%s\">", element, prefix, element);
    xml_add(out, words);
    text_addf(out, "</%s>\n", element);
}

static void add_scenario(Text *out, const char *scenario) {
    if (!scenario) return;
    text_add(out, "<metadata><" EMBEDDED_SVG_ELEMENT " xmlns:lrscope=\"" EMBEDDED_SVG_NAMESPACE "\">");
    xml_add(out, scenario);
    text_add(out, "</" EMBEDDED_SVG_ELEMENT "></metadata>\n");
}

static void add_labels(Text *out, const char *prefix, const PaintAbout *about) {
    if (!about->title && !about->description) return;
    text_add(out, " aria-labelledby=\"");
    if (about->title) text_addf(out, "%stitle", prefix);
    if (about->title && about->description) text_add(out, " ");
    if (about->description) text_addf(out, "%sdesc", prefix);
    text_add(out, "\"");
}

static void add_length(Text *out, const char *name, double value, bool physical) {
    text_addf(out, " %s=\"", name);
    add_number(out, value);
    text_add(out, physical ? "pt\"" : "\"");
}

static void add_head(Text *out, const Scene *scene, const char *prefix, const PaintAbout *about) {
    text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    add_length(out, "width", scene->width, about->physical);
    add_length(out, "height", scene->height, about->physical);
    text_add(out, " viewBox=\"0 0 ");
    add_point(out, (Point){scene->width, scene->height});
    text_add(out, "\" role=\"img\"");
    add_labels(out, prefix, about);
    text_add(out, ">\n");
    add_words(out, prefix, "title", about->title);
    add_words(out, prefix, "desc", about->description);
    add_scenario(out, about->scenario);
}

static void add_definitions(Text *out, const SvgPainter *svg) {
    if (!svg->clips.length && !svg->outlines.length) return;
    text_add(out, "<defs>\n");
    text_add(out, text_string(&svg->clips));
    text_add(out, text_string(&svg->outlines));
    text_add(out, "</defs>\n");
}

static void add_background(Text *out, const Scene *scene) {
    if (!(scene->background & 0xFF)) return;
    text_add(out, "<rect width=\"100%\" height=\"100%\"");
    add_color(out, "fill", scene->background);
    text_add(out, "/>\n");
}

static void paint_body(SvgPainter *svg, const Scene *scene) {
    Painter painter = {.self = svg,
                       .group = group,
                       .clip = clip,
                       .box = box,
                       .line = line,
                       .segments = segments,
                       .polygon = polygon,
                       .text = text};
    paint_scene(scene, &painter);
    close_clip(svg);
    if (svg->group) text_add(&svg->body, "</g>\n");
}

static void name_ids(SvgPainter *svg, const Scene *scene, const PaintAbout *about) {
    uint64_t hash = scene_hash(scene->data, scene->length, scene->background);
    if (about->title) hash = scene_hash(about->title, strlen(about->title), hash);
    if (about->description) hash = scene_hash(about->description, strlen(about->description), hash);
    snprintf(svg->prefix, sizeof svg->prefix, "f%08x", (unsigned)(hash >> 32));
}

static void svg_free(SvgPainter *svg) {
    text_free(&svg->body);
    text_free(&svg->outlines);
    text_free(&svg->clips);
    free(svg->known);
    free(svg->boxes);
    free(svg->points);
}

bool paint_svg(const Scene *scene, PaintFonts *fonts, PaintText kind, const PaintAbout *about, Text *out,
                Text *why) {
    if (!paint_fits(scene, why)) return false;
    SvgPainter svg = {.fonts = fonts, .real_text = kind == PAINT_REAL_TEXT};
    name_ids(&svg, scene, about);
    paint_body(&svg, scene);
    add_head(out, scene, svg.prefix, about);
    add_definitions(out, &svg);
    add_background(out, scene);
    text_add(out, text_string(&svg.body));
    text_add(out, "</svg>\n");
    svg_free(&svg);
    return true;
}
