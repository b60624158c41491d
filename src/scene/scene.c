#include "scene/scene.h"

#include "base/memory.h"
#include "base/text.h"
#include "scene/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void scene_begin(Scene *scene, double width, double height, Color background) {
    scene->length = 0;
    scene->width = width;
    scene->height = height;
    scene->background = background;
}

void scene_free(Scene *scene) {
    free(scene->data);
    *scene = (Scene){0};
}

/* Makes room for so many bytes. Memory that is enough is left alone, so a steady frame allocates nothing. */
static void reserve(Scene *scene, size_t bytes) {
    if (bytes <= scene->capacity) return;
    scene->capacity = memory_grown(scene->capacity, bytes);
    scene->data = memory_resize(scene->data, scene->capacity, 1);
}

/* Adds a command and room for its tail, all 0. The pointer is valid until the next push. */
static SceneCommand *push(Scene *scene, SceneKind kind, size_t tail) {
    size_t align = _Alignof(SceneCommand);
    size_t bytes = (sizeof(SceneCommand) + tail + align - 1) / align * align;
    reserve(scene, scene->length + bytes);
    SceneCommand *command = (SceneCommand *)(void *)(scene->data + scene->length);
    memset(command, 0, bytes);
    command->kind = (uint32_t)kind;
    command->bytes = (uint32_t)bytes;
    scene->length += bytes;
    return command;
}

static SceneCommand *push_string(Scene *scene, SceneKind kind, const char *string) {
    size_t length = strlen(string);
    SceneCommand *command = push(scene, kind, length + 1);
    command->count = (uint32_t)length;
    memcpy(command->tail, string, length);
    return command;
}

static bool is_finite(Point point) {
    return isfinite(point.x) && isfinite(point.y);
}

static SceneCommand *push_points(Scene *scene, SceneKind kind, const Point *points, size_t count) {
    SceneCommand *command = push(scene, kind, count * sizeof *points);
    for (size_t i = 0; i < count; i++)
        if (is_finite(points[i])) command->tail[command->count++] = points[i];
    return command;
}

/* Drops a pair as a whole where one of its points is no number: otherwise all that follow would be paired
 * wrongly. */
static SceneCommand *push_pairs(Scene *scene, const Point *points, size_t count) {
    SceneCommand *command = push(scene, SCENE_SEGMENTS, count * sizeof *points);
    for (size_t i = 0; i + 1 < count; i += 2) {
        if (!is_finite(points[i]) || !is_finite(points[i + 1])) continue;
        command->tail[command->count++] = points[i];
        command->tail[command->count++] = points[i + 1];
    }
    return command;
}

/* Copies member by member: the gap between two of them must stay 0, or equal pictures would not be equal
 * bytes. */
static void set_stroke(SceneCommand *command, Stroke stroke) {
    command->stroke.color = stroke.color;
    command->stroke.width = stroke.width;
    command->stroke.dash = stroke.dash;
    command->stroke.round = stroke.round;
}

void scene_group(Scene *scene, const char *name) {
    push_string(scene, SCENE_GROUP, name);
}

void scene_group_end(Scene *scene) {
    scene_group(scene, "");
}

void scene_clip(Scene *scene, Box box) {
    push(scene, SCENE_CLIP, 0)->box = box;
}

void scene_clip_end(Scene *scene) {
    scene_clip(scene, (Box){0});
}

void scene_box(Scene *scene, Box box, double radius, Color fill, Stroke stroke) {
    SceneCommand *command = push(scene, SCENE_BOX, 0);
    command->box = box;
    command->radius = radius;
    command->fill = fill;
    set_stroke(command, stroke);
}

void scene_fill(Scene *scene, Box box, double radius, Color fill) {
    scene_box(scene, box, radius, fill, (Stroke){0});
}

void scene_disc(Scene *scene, Point center, double radius, Color fill, Stroke stroke) {
    Box box = {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
    scene_box(scene, box, radius, fill, stroke);
}

void scene_line(Scene *scene, const Point *points, size_t count, Stroke stroke) {
    if (count < 2) return;
    set_stroke(push_points(scene, SCENE_LINE, points, count), stroke);
}

void scene_rule(Scene *scene, double x0, double y0, double x1, double y1, Stroke stroke) {
    Point points[] = {{x0, y0}, {x1, y1}};
    scene_line(scene, points, 2, stroke);
}

void scene_segments(Scene *scene, const Point *points, size_t count, Stroke stroke) {
    if (count < 2) return;
    set_stroke(push_pairs(scene, points, count), stroke);
}

void scene_polygon(Scene *scene, const Point *points, size_t count, Color fill) {
    if (count < 3) return;
    push_points(scene, SCENE_POLYGON, points, count)->fill = fill;
}

void scene_text(Scene *scene, double x, double baseline, Align align, TextStyle style, const char *utf8) {
    Text said = {0};
    if (!*utf8) return;
    if (wording_say(scene->wording, utf8, &said)) utf8 = text_string(&said);
    SceneCommand *command = push_string(scene, SCENE_TEXT, utf8);
    text_free(&said);
    command->x = x;
    command->y = baseline;
    command->align = (uint32_t)align;
    command->font = (uint32_t)style.font;
    command->size = style.size;
    command->fill = style.color;
}

static Box placed(Box box, double x, double y, double scale) {
    return (Box){x + box.x * scale, y + box.y * scale, box.w * scale, box.h * scale};
}

static void place_command(Scene *scene, const SceneCommand *from, double x, double y, double scale) {
    SceneCommand *to = push(scene, (SceneKind)from->kind, from->bytes - sizeof *from);
    memcpy(to, from, from->bytes);
    bool has_points = from->kind == SCENE_LINE || from->kind == SCENE_SEGMENTS || from->kind == SCENE_POLYGON;
    bool ends_clip = from->kind == SCENE_CLIP && from->box.w == 0;
    if (!ends_clip) to->box = placed(from->box, x, y, scale);
    to->radius *= scale;
    to->stroke.width *= scale;
    to->size *= scale;
    to->x = x + from->x * scale;
    to->y = y + from->y * scale;
    for (uint32_t i = 0; has_points && i < from->count; i++)
        to->tail[i] = (Point){x + from->tail[i].x * scale, y + from->tail[i].y * scale};
}

void scene_place(Scene *scene, const Scene *picture, double x, double y, double scale) {
    for (const SceneCommand *at = NULL; (at = scene_next(picture, at));)
        if (at->kind != SCENE_GROUP) place_command(scene, at, x, y, scale);
}

const SceneCommand *scene_next(const Scene *scene, const SceneCommand *previous) {
    size_t at = previous ? (size_t)((const unsigned char *)previous - scene->data) + previous->bytes : 0;
    return at < scene->length ? (const SceneCommand *)(const void *)(scene->data + at) : NULL;
}

const char *scene_string(const SceneCommand *command) {
    return (const char *)command->tail;
}

uint64_t scene_hash(const void *bytes, size_t count, uint64_t seed) {
    uint64_t hash = seed ^ 0x9E3779B97F4A7C15u, word;
    const unsigned char *at = bytes;
    for (; count >= sizeof word; count -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    for (; count; count--, at++) hash = (hash ^ *at) * 0x100000001B3u;
    return hash ^ hash >> 29;
}

int scene_dash(Dash dash, double width, double lengths[4]) {
    static const double patterns[DASH_COUNT][4] = {
        [DASH_LINE] = {6, 5},        [DASH_TERM] = {5, 4},           [DASH_DOT] = {1, 4},
        [DASH_LONG] = {12, 4},       [DASH_DASH_DOT] = {8, 3, 2, 3}, [DASH_DOTS] = {2, 3},
        [DASH_PAIR] = {14, 4, 6, 4}, [DASH_SPARSE] = {4, 8},
    };
    int count = 0;
    for (; count < 4 && patterns[dash][count] > 0; count++)
        lengths[count] = patterns[dash][count] * (width > 1 ? width : 1);
    return count;
}

Color scene_fade(Color color, double alpha) {
    return (color & 0xFFFFFF00u) | (Color)lround((color & 0xFF) * fmin(1, fmax(0, alpha)));
}

bool box_contains(Box box, double x, double y) {
    return x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
}

Box box_inset(Box box, double x, double y) {
    return (Box){box.x + x, box.y + y, fmax(0, box.w - 2 * x), fmax(0, box.h - 2 * y)};
}
