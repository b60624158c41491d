#include "paint/dump.h"

#include "paint/painter.h"

#include <math.h>

static const char *const font_names[FONT_COUNT] = {"words", "words-medium", "words-bold",
                                                   "mono",  "mono-medium",  "mono-bold"};
static const char *const align_names[] = {"left", "middle", "right"};
static const char *const dash_names[DASH_COUNT] = {"",           " dash-line", " dash-term",
                                                   " dash-dot",  " dash-long", " dash-dash-dot",
                                                   " dash-dots", " dash-pair", " dash-sparse"};

/* Rounds to one decimal, never to "-0.0", which would tell apart what looks the same. */
static double tenth(double value) {
    return round(value * 10) / 10 + 0.0;
}

static void add_box(Text *out, const char *name, Box box) {
    text_addf(out, "%s %.1f,%.1f %.1fx%.1f", name, tenth(box.x), tenth(box.y), tenth(box.w), tenth(box.h));
}

static void add_stroke(Text *out, Stroke stroke) {
    text_addf(out, " stroke #%08X %.1f%s%s", (unsigned)stroke.color, tenth(stroke.width),
              dash_names[stroke.dash], stroke.round ? " round" : "");
}

static void add_points(Text *out, const SceneCommand *command) {
    for (size_t i = 0; i < command->count; i++)
        text_addf(out, " %.1f,%.1f", tenth(command->tail[i].x), tenth(command->tail[i].y));
    text_add(out, "\n");
}

static void dump_group(void *self, const char *name) {
    if (*name)
        text_addf(self, "group %s\n", name);
    else
        text_add(self, "group end\n");
}

static void dump_clip(void *self, Box box) {
    if (box.w > 0)
        add_box(self, "clip", box);
    else
        text_add(self, "clip end");
    text_add(self, "\n");
}

static void dump_box(void *self, const SceneCommand *command) {
    add_box(self, "box", command->box);
    if (command->radius > 0) text_addf(self, " radius %.1f", tenth(command->radius));
    if (command->fill & 0xFF) text_addf(self, " fill #%08X", (unsigned)command->fill);
    if (command->stroke.color & 0xFF) add_stroke(self, command->stroke);
    text_add(self, "\n");
}

static void dump_line(void *self, const SceneCommand *command) {
    text_add(self, "line");
    add_stroke(self, command->stroke);
    add_points(self, command);
}

static void dump_segments(void *self, const SceneCommand *command) {
    text_add(self, "segments");
    add_stroke(self, command->stroke);
    add_points(self, command);
}

static void dump_polygon(void *self, const SceneCommand *command) {
    text_addf(self, "polygon fill #%08X", (unsigned)command->fill);
    add_points(self, command);
}

static void dump_text(void *self, const SceneCommand *command) {
    text_addf(self, "text %.1f,%.1f %s %s %.1f #%08X \"%s\"\n", tenth(command->x), tenth(command->y),
              align_names[command->align], font_names[command->font], tenth(command->size),
              (unsigned)command->fill, scene_string(command));
}

void dump_scene(const Scene *scene, Text *out) {
    text_addf(out, "scene %.1fx%.1f #%08X\n", tenth(scene->width), tenth(scene->height),
              (unsigned)scene->background);
    Painter painter = {
        .self = out,
        .group = dump_group,
        .clip = dump_clip,
        .box = dump_box,
        .line = dump_line,
        .segments = dump_segments,
        .polygon = dump_polygon,
        .text = dump_text,
    };
    paint_scene(scene, &painter);
}
