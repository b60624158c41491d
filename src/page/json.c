#include "page/json.h"

#include <string.h>

void json_string(Text *out, const char *text) {
    text_add(out, "\"");
    for (; *text; text++) {
        if (strchr("\"\\", *text))
            text_addf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            text_addf(out, "\\u%04x", (unsigned)*text);
        else
            text_add_bytes(out, text, 1);
    }
    text_add(out, "\"");
}

void json_member(Text *out, const char *name, const char *text) {
    text_addf(out, "\"%s\": ", name);
    json_string(out, text);
    text_add(out, ", ");
}

static void add_color(Text *out, const char *name, Color color) {
    text_addf(out, "\"%s\": \"#%06x\", ", name, (unsigned)(color >> 8));
}

void json_colors(Text *out, const Theme *theme, Color background) {
    add_color(out, "background", background);
    add_color(out, "text", theme->text);
    add_color(out, "muted", theme->muted);
    add_color(out, "accent", theme->accent);
    add_color(out, "edge", theme->edge);
}
