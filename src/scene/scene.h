/* A picture as a list of plain drawing commands in one growing buffer. Lengths are in points (1/72 inch in
   files, a display's logical pixel in the window), x to the right, y down; colours are 0xRRGGBBAA, not
   premultiplied.

   The list is the only thing that painters see: the same one goes to the screen, to PNG, SVG and PDF, and to
   the text dump that tests compare. Unused fields of a command are 0, so that equal pictures are equal bytes.
 */
#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H

#include "base/wording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Point {
    double x, y;
} Point;

typedef struct Box {
    double x, y, w, h;
} Box;

typedef uint32_t Color; /* 0xRRGGBBAA; an alpha of 0 means: not drawn */

typedef enum Font { /* Inter for words, JetBrains Mono (no ligatures) for numbers and formulas */
                    FONT_WORDS,
                    FONT_WORDS_MEDIUM,
                    FONT_WORDS_BOLD, /* semi-bold, weight 600 */
                    FONT_MONO,
                    FONT_MONO_MEDIUM,
                    FONT_MONO_BOLD, /* semi-bold, weight 600 */
                    FONT_COUNT
} Font;

typedef enum Align { ALIGN_LEFT, ALIGN_MIDDLE, ALIGN_RIGHT } Align;

/* Dash patterns, in multiples of the stroke's width where it is above 1 point, else of a point. */
typedef enum Dash {
    DASH_SOLID,
    DASH_LINE,     /* 6 5: the line at factor 1 */
    DASH_TERM,     /* 5 4: the two terms */
    DASH_DOT,      /* 1 4: the end of the warm-up */
    DASH_LONG,     /* 12 4 */
    DASH_DASH_DOT, /* 8 3 2 3 */
    DASH_DOTS,     /* 2 3 */
    DASH_PAIR,     /* 14 4 6 4 */
    DASH_SPARSE,   /* 4 8 */
    DASH_COUNT
} Dash;

typedef struct Stroke {
    Color color;
    _Alignas(8) double width; /* a command has the same bytes on every machine: a figure's ids are made of them */
    Dash dash;
    int round; /* 1: round caps and joins; 0: butt caps, mitre joins */
} Stroke;

typedef struct TextStyle {
    Font font;
    double size; /* of the em, in points */
    Color color;
} TextStyle;

typedef enum SceneKind {
    SCENE_GROUP,    /* string: a name that tells what follows belongs together; "" ends the group */
    SCENE_CLIP,     /* box: what follows is cut to it; a box of width 0 ends that */
    SCENE_BOX,      /* box, radius, fill, stroke (inside the box's edge) */
    SCENE_LINE,     /* points joined by a stroke */
    SCENE_SEGMENTS, /* points in pairs, each pair a stroke of its own */
    SCENE_POLYGON,  /* points around an area, fill */
    SCENE_TEXT      /* string at a point on the baseline */
} SceneKind;

typedef struct SceneCommand {
    uint32_t kind;  /* SceneKind */
    uint32_t bytes; /* from this command to the next one */
    uint32_t count; /* points, or bytes of the string without its 0 */
    uint32_t align; /* Align */
    Box box;
    double radius;
    Stroke stroke;
    Color fill;
    uint32_t font; /* Font */
    double size;
    double x, y;  /* of a text's anchor */
    Point tail[]; /* the points, or the string; see scene_string */
} SceneCommand;

typedef struct Scene { /* {0} is an empty one */
    unsigned char *data;
    size_t length, capacity;
    double width, height; /* of the whole picture, in points; set by who begins it */
    const Wording *wording; /* what texts say instead of English; NULL: English */
    Color background;     /* what the picture stands on; alpha 0: transparent */
} Scene;

/* Empties the scene and keeps its memory. */
void scene_begin(Scene *scene, double width, double height, Color background);
void scene_free(Scene *scene);

/* Groups do not nest: a new name ends the one before. */
void scene_group(Scene *scene, const char *name);
void scene_group_end(Scene *scene);
/* Clips do not nest either: a new one replaces the one before. */
void scene_clip(Scene *scene, Box box);
void scene_clip_end(Scene *scene);
void scene_box(Scene *scene, Box box, double radius, Color fill, Stroke stroke);
void scene_fill(Scene *scene, Box box, double radius, Color fill);
void scene_disc(Scene *scene, Point center, double radius, Color fill, Stroke stroke);
/* Fewer than two points draw nothing; points that are not finite are left out, in segments with their
   partner. Painters hold places up to a million points from the picture: what reaches farther is to be cut by
   whoever draws it. */
void scene_line(Scene *scene, const Point *points, size_t count, Stroke stroke);
void scene_rule(Scene *scene, double x0, double y0, double x1, double y1, Stroke stroke);
void scene_segments(Scene *scene, const Point *points, size_t count, Stroke stroke);
void scene_polygon(Scene *scene, const Point *points, size_t count, Color fill);
void scene_text(Scene *scene, double x, double baseline, Align align, TextStyle style, const char *utf8);

/* Draws another picture into this one, `scale` times as large, its corner at x, y. Its groups are left out.
 */
void scene_place(Scene *scene, const Scene *picture, double x, double y, double scale);

/* Walks the list. NULL asks for the first command; NULL is returned after the last. */
const SceneCommand *scene_next(const Scene *scene, const SceneCommand *previous);
const char *scene_string(const SceneCommand *command);

/* Returns 64 bits that differ, for all practical purposes, where two pictures do. */
uint64_t scene_hash(const void *bytes, size_t count, uint64_t seed);

/* The lengths of a dash pattern in points for a stroke of this width; returns how many (0 for a solid line,
   at most 4). */
int scene_dash(Dash dash, double width, double lengths[4]);

/* Returns `color` with its alpha multiplied by 0 … 1. */
Color scene_fade(Color color, double alpha);
bool box_contains(Box box, double x, double y);
Box box_inset(Box box, double x, double y);

#endif
