#include "page/link.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add_escaped(Text *out, const char *text) {
    for (; *text; text++)
        text_addf(out, isalnum((unsigned char)*text) || strchr("-_.,:", *text) ? "%c" : "%%%02X", (unsigned char)*text);
}

static void add_unescaped(Text *out, const char *text, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char code[3] = {0}, byte = text[i];
        if (byte == '%' && i + 2 < count) {
            memcpy(code, text + i + 1, 2);
            byte = (char)strtol(code, NULL, 16);
            i += 2;
        }
        if (byte) text_add_bytes(out, &byte, 1);
    }
}

void link_write(const Schedule *own, const Schedule *schedule, Text *out) {
    Text value = {0};
    for (int i = 0; i < PARAMETER_ALL; i++) {
        ParameterId id = (ParameterId)i;
        const char *name = parameter_name(schedule, id);
        if (!name || parameter_same(own, schedule, id)) continue;
        text_clear(&value);
        parameter_print(schedule, id, &value);
        text_addf(out, "%s%s=", out->length ? "&" : "", name);
        add_escaped(out, text_string(&value));
    }
    text_free(&value);
}

typedef struct Link {
    ParameterValue values[PARAMETER_ALL];
    Text texts[PARAMETER_ALL];
    size_t count;
} Link;

/* Reads one "key=value". */
static void read_one(Link *link, const Schedule *schedule, const char *text, size_t length, Text *why) {
    const char *equals = memchr(text, '=', length);
    Text key = {0};
    add_unescaped(&key, text, equals ? (size_t)(equals - text) : length);
    int id = parameter_find_in(schedule, text_string(&key));
    if (!equals || id < 0) {
        text_addf(why, "%sthe link sets '%s', which is no parameter", why->length ? "; " : "", text_string(&key));
    } else if (link->count < PARAMETER_ALL) {
        Text *value = &link->texts[link->count];
        add_unescaped(value, equals + 1, length - (size_t)(equals + 1 - text));
        link->values[link->count++] = (ParameterValue){.id = (ParameterId)id, .text = text_string(value)};
    }
    text_free(&key);
}

bool link_read(Schedule *schedule, const char *assignments, Text *why) {
    Link link = {0};
    for (const char *at = assignments; *at;) {
        size_t length = strcspn(at, "&");
        if (length) read_one(&link, schedule, at, length, why);
        at += length + (at[length] == '&');
    }
    parameters_assign(schedule, link.values, link.count);
    for (size_t i = 0; i < link.count; i++) {
        if (link.values[i].why.length) text_addf(why, "%s%s", why->length ? "; " : "", text_string(&link.values[i].why));
        text_free(&link.values[i].why);
        text_free(&link.texts[i]);
    }
    return !why->length;
}
