#include "window/motion.h"

#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 1 << 20 };

/* A line of a file below the folder of settings. KDE's factor multiplies all durations. */
static const struct {
    const char *file, *line;
} signs[] = {{"gtk-4.0/settings.ini", "gtk-enable-animations=0"},
             {"gtk-4.0/settings.ini", "gtk-enable-animations=false"},
             {"gtk-3.0/settings.ini", "gtk-enable-animations=0"},
             {"gtk-3.0/settings.ini", "gtk-enable-animations=false"},
             {"kdeglobals", "AnimationDurationFactor=0"}};

/* True if the text is that line, whatever blanks stand in it. */
static bool is_line(const char *at, const char *end, const char *line) {
    for (; at < end; at++) {
        if (strchr(" \t\r", *at)) continue;
        if (!*line || *at != *line) return false;
        line++;
    }
    return !*line;
}

static bool has_line(const char *text, const char *line) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        if (is_line(text, text + length, line)) return true;
        text += length + (text[length] == '\n');
    }
    return false;
}

/* Finds a file below $XDG_CONFIG_HOME, or ~/.config. */
static void path_of(const char *file, Text *path) {
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && *config == '/')
        text_setf(path, "%s/%s", config, file);
    else
        text_setf(path, "%s/.config/%s", home ? home : "", file);
}

bool motion_is_reduced(void) {
    Text path = {0}, content = {0}, why = {0};
    bool reduced = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !reduced; i++) {
        path_of(signs[i].file, &path);
        reduced = file_read(text_string(&path), BYTES_MAX, &content, &why) &&
                  has_line(text_string(&content), signs[i].line);
    }
    text_free(&path);
    text_free(&content);
    text_free(&why);
    return reduced;
}
