#include "paint/screen.h"

#include "base/memory.h"
#include "base/pages.h"
#include "paint/damage.h"
#include "paint/screen_text.h"
#include "paint/shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Screen {
    Shapes shapes; /* first: its painter's functions are handed the whole screen */
    Painter painter;
    ScreenText *texts;
    Damage damage;
    DamageBox *extents; /* what each command of the scene may touch, in their order */
    size_t capacity;
    MaskTarget target; /* the surface's pixels, cut to the part that is being painted */
    int width, height; /* of the surface that Cairo draws into */
    long points;       /* of all lines of the scene */
    uint64_t painted;  /* a hash of the scene before; 0: none */
};

/* A stroke is made anew for every part that is painted, whatever little of it lies there: so many pixels cost as much as
   each of its points. */
enum { POINT_COST = 60 };

static void paint_text(void *self, const SceneCommand *command) {
    Screen *screen = self;
    MaskTarget target = screen->target;
    if (screen->shapes.clipped) {
        cairo_rectangle_int_t clip = screen->shapes.clip;
        DamageBox cut = damage_cut((DamageBox){target.x0, target.y0, target.x1, target.y1},
                                   (DamageBox){clip.x, clip.y, clip.x + clip.width, clip.y + clip.height});
        target = (MaskTarget){target.pixels, target.pitch, cut.x0, cut.y0, cut.x1, cut.y1};
    }
    cairo_surface_t *surface = cairo_get_target(screen->shapes.cairo);
    cairo_surface_flush(surface);
    screen_text_draw(screen->texts, command, &target);
    cairo_surface_mark_dirty(surface);
}

Screen *screen_open(void) {
    ScreenText *texts = screen_text_open();
    if (!texts) return NULL;
    Screen *screen = memory_resize(NULL, 1, sizeof *screen);
    *screen = (Screen){.texts = texts, .shapes = {.scale = 1, .tolerance = 0.1}};
    screen->painter = shapes_painter(&screen->shapes);
    screen->painter.text = paint_text;
    return screen;
}

static void release_surface(Screen *screen) {
    if (screen->shapes.cairo) cairo_destroy(screen->shapes.cairo);
    screen->shapes.cairo = NULL;
}

void screen_close(Screen *screen) {
    if (!screen) return;
    release_surface(screen);
    shapes_free(&screen->shapes);
    screen_text_close(screen->texts);
    damage_free(&screen->damage);
    free(screen->extents);
    free(screen);
}

void screen_set_scale(Screen *screen, double scale) {
    if (scale == screen->shapes.scale) return;
    screen->shapes.scale = scale;
    screen_text_set_scale(screen->texts, scale);
    screen_forget(screen);
}

static double width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    Screen *screen = self;
    return screen_text_width(screen->texts, font, size, utf8, bytes) / screen->shapes.scale;
}

static const char *missing(void *self, const char *utf8) {
    return screen_text_missing(((Screen *)self)->texts, utf8);
}

Measure screen_measure(Screen *screen) {
    return (Measure){.width = width, .missing = missing, .self = screen};
}

void screen_forget(Screen *screen) {
    screen->painted = 0;
    damage_forget(&screen->damage);
    release_surface(screen);
}

/* Cairo's view of the surface's pixels, kept from frame to frame. */
static void use_surface(Screen *screen, SDL_Surface *surface) {
    bool same = screen->shapes.cairo && screen->target.pixels == surface->pixels &&
                screen->target.pitch == (size_t)surface->pitch && screen->width == surface->w &&
                screen->height == surface->h;
    if (same) return;
    screen_forget(screen);
    screen->width = surface->w;
    screen->height = surface->h;
    screen->target.pixels = surface->pixels;
    screen->target.pitch = (size_t)surface->pitch;
    pages_populate(surface->pixels, screen->target.pitch * (size_t)surface->h);
    cairo_surface_t *image = cairo_image_surface_create_for_data(surface->pixels, CAIRO_FORMAT_RGB24,
                                                                 surface->w, surface->h, surface->pitch);
    screen->shapes.cairo = cairo_create(image);
    cairo_surface_destroy(image);
}

/* Rounds a length down to whole pixels, for boxes. Far outside of any picture is far enough, so that an int
 * can hold it. */
static int below(double length) {
    return (int)fmax(-1e6, fmin(1e6, floor(length)));
}

static int above(double length) {
    return (int)fmax(-1e6, fmin(1e6, ceil(length)));
}

/* Returns the pixels of a box in points, and one more on each side for snapping and anti-aliasing. */
static DamageBox pixels_of(const Screen *screen, Box box) {
    double scale = screen->shapes.scale;
    return (DamageBox){below(box.x * scale) - 1, below(box.y * scale) - 1, above((box.x + box.w) * scale) + 1,
                       above((box.y + box.h) * scale) + 1};
}

/* Returns how far a stroke reaches from its points, in points: a mitre juts out, as far as Cairo's limit of
 * 10 lets it. */
static double reach(const SceneCommand *command) {
    bool mitre = command->kind == SCENE_LINE && command->count > 2 && !command->stroke.round;
    return fmax(1, command->stroke.width) * (mitre ? 5 : 0.5) + 1;
}

static Box bounds(const SceneCommand *command, double margin) {
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (const Point *point = command->tail; point < command->tail + command->count; point++) {
        x0 = point->x < x0 ? point->x : x0; /* not fmin, which is a call: there are many points */
        y0 = point->y < y0 ? point->y : y0;
        x1 = point->x > x1 ? point->x : x1;
        y1 = point->y > y1 ? point->y : y1;
    }
    return (Box){x0 - margin, y0 - margin, x1 - x0 + 2 * margin, y1 - y0 + 2 * margin};
}

static DamageBox extent(Screen *screen, const SceneCommand *command) {
    switch ((SceneKind)command->kind) {
    case SCENE_BOX: return pixels_of(screen, command->box);
    case SCENE_LINE:
    case SCENE_SEGMENTS: return pixels_of(screen, bounds(command, reach(command)));
    case SCENE_POLYGON: return pixels_of(screen, bounds(command, 0));
    case SCENE_TEXT: return screen_text_extent(screen->texts, command);
    case SCENE_CLIP:
    case SCENE_GROUP: break;
    }
    return (DamageBox){0};
}

static void touch_strokes(Screen *screen, const SceneCommand *command, uint64_t hash) {
    double scale = screen->shapes.scale, margin = reach(command) * scale;
    uint32_t stride = command->kind == SCENE_SEGMENTS ? 2 : 1;
    for (uint32_t i = 0; i + 1 < command->count; i += stride) {
        Point a = command->tail[i], b = command->tail[i + 1];
        damage_segment(&screen->damage, a.x * scale, a.y * scale, b.x * scale, b.y * scale, margin, hash);
    }
}

static void set_limit(Screen *screen, Box clip) {
    bool ends = clip.w <= 0;
    damage_limit(&screen->damage,
                 ends ? (DamageBox){0, 0, screen->width, screen->height} : pixels_of(screen, clip));
}

static void reserve_extents(Screen *screen, size_t need) {
    if (need <= screen->capacity) return;
    screen->capacity = memory_grown(screen->capacity, need);
    screen->extents = memory_resize(screen->extents, screen->capacity, sizeof *screen->extents);
}

/* Notes where the scene touches the surface. What a command does depends on the clip that it stands under. */
static void touch_all(Screen *screen, const Scene *scene) {
    size_t count = 0;
    uint64_t clip = 0;
    damage_touch(&screen->damage, screen->damage.limit, scene->background);
    for (const SceneCommand *command = NULL; (command = scene_next(scene, command)); count++) {
        reserve_extents(screen, count + 1);
        DamageBox box = extent(screen, command);
        uint64_t what = scene_hash(command, command->bytes, clip);
        if (command->kind == SCENE_CLIP) {
            set_limit(screen, command->box);
            clip = scene_hash(&command->box, sizeof command->box, 0);
        } else if (command->kind == SCENE_LINE || command->kind == SCENE_SEGMENTS) {
            touch_strokes(screen, command, what);
            if (command->kind == SCENE_LINE) screen->points += command->count;
        } else {
            damage_touch(&screen->damage, box, what);
        }
        screen->extents[count] = damage_cut(box, screen->damage.limit);
    }
}

static void fill_background(Screen *screen, Color color, DamageBox box) {
    cairo_t *cairo = screen->shapes.cairo;
    shapes_source(cairo, color | 0xFF);
    cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
    cairo_rectangle(cairo, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_fill(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
}

/* Paints the part of the scene that lies in the box, and nothing outside of it. */
static void paint_part(Screen *screen, const Scene *scene, DamageBox box) {
    cairo_t *cairo = screen->shapes.cairo;
    screen->target =
        (MaskTarget){screen->target.pixels, screen->target.pitch, box.x0, box.y0, box.x1, box.y1};
    fill_background(screen, scene->background, box);
    cairo_save(cairo);
    cairo_rectangle(cairo, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_clip(cairo);
    const DamageBox *extents = screen->extents;
    for (const SceneCommand *command = NULL; (command = scene_next(scene, command)); extents++)
        if (command->kind == SCENE_CLIP || !damage_empty(damage_cut(*extents, box)))
            paint_command(&screen->painter, command);
    shapes_end(&screen->shapes);
    cairo_restore(cairo);
}

static uint64_t hash_of(const Scene *scene) {
    uint64_t hash = scene_hash(scene->data, scene->length, scene->background);
    return hash ? hash : 1;
}

int screen_paint(Screen *screen, const Scene *scene, SDL_Surface *surface, SDL_Rect rects[SCREEN_RECTS_MAX]) {
    use_surface(screen, surface);
    uint64_t hash = hash_of(scene);
    if (hash == screen->painted) return 0;
    screen->painted = hash;

    DamageBox boxes[SCREEN_RECTS_MAX];
    screen->points = 0;
    damage_begin(&screen->damage, surface->w, surface->h);
    touch_all(screen, scene);
    int count = damage_end(&screen->damage, boxes, SCREEN_RECTS_MAX, POINT_COST * screen->points);
    for (int i = 0; i < count; i++) {
        paint_part(screen, scene, boxes[i]);
        rects[i] = (SDL_Rect){boxes[i].x0, boxes[i].y0, boxes[i].x1 - boxes[i].x0, boxes[i].y1 - boxes[i].y0};
    }
    cairo_surface_flush(cairo_get_target(screen->shapes.cairo));
    return count;
}
