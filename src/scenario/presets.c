#include "scenario/presets.h"

#include "base/spelling.h"

#include <stdlib.h>
#include <string.h>

/* The files of assets/presets, names and texts in turn (src/embed.cmake). */
extern const char presets_built_in[];

static Preset next(const char *at) {
    return (Preset){.name = at, .text = at + strlen(at) + 1};
}

static const char *end(Preset preset) {
    return preset.text + strlen(preset.text) + 1;
}

int preset_count(void) {
    int count = 0;
    for (const char *at = presets_built_in; *at; at = end(next(at))) count++;
    return count;
}

Preset preset_at(int index) {
    const char *at = presets_built_in;
    while (index-- > 0) at = end(next(at));
    return next(at);
}

int preset_find(const char *name) {
    for (int i = 0; i < preset_count(); i++)
        if (spelling_same(name, preset_at(i).name)) return i;
    return -1;
}

static bool part_of(const char *part, const char *name) {
    for (; *name; name++)
        if (spelling_begins(part, name)) return true;
    return false;
}

/* A part of a name stands for that name; else the nearest spelling does. */
const char *preset_nearest(const char *name) {
    const char *nearest = NULL;
    size_t closest = spelling_reach(name);
    for (int i = 0; i < preset_count(); i++) {
        const char *known = preset_at(i).name;
        if (*name && part_of(name, known)) return known;
        size_t away = spelling_distance(name, known);
        if (away > closest || (nearest && away == closest)) continue;
        closest = away;
        nearest = known;
    }
    return nearest;
}

/* The built-in presets have all been read by the tests, so reading cannot fail here. */
void preset_read(int index, Scenario *scenario) {
    const char *text = preset_at(index).text;
    Messages messages = {0};
    if (!scenario_read(scenario, text, strlen(text), &messages)) abort();
    messages_free(&messages);
}
