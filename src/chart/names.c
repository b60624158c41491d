#include "chart/names.h"

#include <stdio.h>
#include <string.h>

static const char between_parts[] = " \u00b7 ";

/* Moves *at behind the next part of a name and returns the part's bytes. */
static size_t next_part(const char **at) {
    const char *end = strstr(*at, between_parts);
    size_t bytes = end ? (size_t)(end - *at) : strlen(*at);
    *at += bytes + (end ? strlen(between_parts) : 0);
    return bytes;
}

static bool has_part(const char *name, const char *part, size_t bytes) {
    for (const char *at = name; *at;) {
        const char *from = at;
        if (next_part(&at) == bytes && !strncmp(from, part, bytes)) return true;
    }
    return false;
}

void names_share(NamesShared *shared, const char *const *names, int count) {
    shared->count = 0;
    for (const char *at = count > 1 ? names[0] : ""; *at && shared->count < NAMES_SHARED_MAX;) {
        const char *from = at;
        size_t bytes = next_part(&at);
        bool all = bytes < NAMES_PART_BYTES;
        for (int i = 1; all && i < count; i++) all = has_part(names[i], from, bytes);
        if (all) snprintf(shared->parts[shared->count++], NAMES_PART_BYTES, "%.*s", (int)bytes, from);
    }
}

static bool is_left_out(const NamesShared *shared, const char *part, size_t bytes) {
    for (int i = 0; i < shared->count; i++)
        if (strlen(shared->parts[i]) == bytes && !strncmp(shared->parts[i], part, bytes)) return true;
    return false;
}

void names_brief(const NamesShared *shared, const char *name, Text *out) {
    text_clear(out);
    for (const char *at = name; *at;) {
        const char *from = at;
        size_t bytes = next_part(&at);
        if (is_left_out(shared, from, bytes)) continue;
        if (out->length) text_add(out, between_parts);
        text_add_bytes(out, from, bytes);
    }
    if (!out->length) text_add(out, name);
}
