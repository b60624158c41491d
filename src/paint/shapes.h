/* The shapes of a scene, drawn by Cairo: one painter for the window's pixels and PNG, on whole
   pixels. Text is the backend's. */
#ifndef PAINT_SHAPES_H
#define PAINT_SHAPES_H

#include "paint/painter.h"

#include <cairo.h>

/* A backend makes this the first member of its own struct and fills the first three fields; `self` in its own
   text function then points to that struct. */
typedef struct Shapes {
    cairo_t *cairo; /* its matrix stays the identity: what is drawn is in pixels. A clip that is already set
                       (the part of the window that changed) is kept: the scene's own clips cut it further */
    double scale;   /* pixels a point */
    double tolerance; /* how far a simplified line may be from the true one, in pixels */
    bool clipped;   /* the scene's clip is set, to `clip` */
    cairo_rectangle_int_t clip; /* pixels, for the backend's text, which does not go through Cairo */
    Point *points;              /* pixels; kept from one line to the next */
    size_t capacity;
} Shapes;

/* Returns a painter with everything but `text`, which the backend adds. */
Painter shapes_painter(Shapes *shapes);

/* Takes back the clip that a scene may have left open. Call after every scene. */
void shapes_end(Shapes *shapes);

/* Frees the memory; the cairo_t belongs to the backend. */
void shapes_free(Shapes *shapes);

/* Sets Cairo's source to a colour of a scene. */
void shapes_source(cairo_t *cairo, Color color);

#endif
