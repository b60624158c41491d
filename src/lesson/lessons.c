#include "lesson/lessons.h"

#include "base/file.h"
#include "base/spelling.h"

#include <stdlib.h>
#include <string.h>

/* The files of assets/lessons, names and texts in turn (src/embed.cmake). */
extern const char lessons_built_in[];

static const char *text_of(const char *name) {
    return name + strlen(name) + 1;
}

static const char *after(const char *name) {
    const char *text = text_of(name);
    return text + strlen(text) + 1;
}

int lessons_count(void) {
    int count = 0;
    for (const char *at = lessons_built_in; *at; at = after(at)) count++;
    return count;
}

const char *lessons_name(int index) {
    const char *at = lessons_built_in;
    while (index-- > 0) at = after(at);
    return at;
}

int lessons_find(const char *name) {
    for (int i = 0; i < lessons_count(); i++)
        if (spelling_same(name, lessons_name(i))) return i;
    return -1;
}

const char *lessons_nearest(const char *name) {
    const char *nearest = NULL;
    size_t closest = spelling_reach(name) + 1;
    for (int i = 0; i < lessons_count(); i++) {
        const char *known = lessons_name(i);
        size_t away = spelling_begins(name, known) ? 0 : spelling_distance(name, known);
        if (away >= closest) continue;
        closest = away;
        nearest = known;
    }
    return nearest;
}

/* Reads a built-in lesson, which cannot fail: the tests have read them all. */
void lessons_read(int index, Lesson *lesson) {
    const char *text = text_of(lessons_name(index));
    Messages messages = {0};
    if (!lesson_read(lesson, text, strlen(text), &messages)) abort();
    text_setf(&lesson->source, "%s", lessons_name(index));
    messages_free(&messages);
}

bool lessons_open(const char *name, Lesson *lesson, bool *in_file, Text *why) {
    int index = lessons_find(name);
    bool is_path = strchr(name, '/') || strchr(name, '.');
    *in_file = is_path && file_exists(name);
    if (index >= 0) {
        lessons_read(index, lesson);
        return true;
    }
    if (is_path) return lesson_load(lesson, name, why);
    const char *near = lessons_nearest(name);
    text_setf(why, "there is no lesson '%s'; --list-lessons shows them, and a file's name has a . or a /",
              name);
    if (near) text_addf(why, "; did you mean %s?", near);
    return false;
}

bool lessons_text(const Lesson *lesson, Text *out, Text *why) {
    enum { FILE_BYTES_MAX = 1 << 20 };
    int index = lessons_find(text_string(&lesson->source));
    if (index < 0) return file_read(text_string(&lesson->source), FILE_BYTES_MAX, out, why);
    text_add(out, text_of(lessons_name(index)));
    return true;
}
