#include "cli/theme_pair.h"

#include "base/number.h"
#include "paint/xml.h"

#include <ctype.h>
#include <string.h>

/* The name goes in front of the ending, or behind a name without one. */
static void add_name(Text *out, const char *path, const char *theme) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    bool ends = dot && dot > (slash ? slash + 1 : path);
    text_addf(out, "%.*s-%s%s", ends ? (int)(dot - path) : (int)strlen(path), path, theme, ends ? dot : "");
}

ThemePairName themes_pair_name(const char *path) {
    ThemePairName name = {0};
    add_name(&name.light, path, "light");
    add_name(&name.dark, path, "dark");
    return name;
}

void themes_pair_name_free(ThemePairName *name) {
    text_free(&name->light);
    text_free(&name->dark);
}

/* Adds the text as the value of an attribute. */
static void add_value(Text *out, const char *name, const char *value) {
    Text escaped = {0};
    xml_add(&escaped, value);
    text_addf(out, " %s=\"", name);
    for (const char *at = text_string(&escaped); *at; at++)
        text_add_bytes(out, *at == '"' ? "&quot;" : at, *at == '"' ? strlen("&quot;") : 1);
    text_add(out, "\"");
    text_free(&escaped);
}

/* Adds a file's name as a URL: in srcset a space or a comma would end it, elsewhere '#', '?' and '%' mean
   more. */
static void add_url(Text *out, const char *name, const char *path) {
    Text url = {0};
    for (const char *at = path; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        bool plain = byte >= 0x80 || isalnum(byte) || strchr("/-._~+@=", byte);
        text_addf(&url, plain ? "%c" : "%%%02X", byte);
    }
    add_value(out, name, text_string(&url));
    text_free(&url);
}

void themes_pair_add_snippet(const ThemePairName *name, double width, const char *description, Text *out) {
    text_add(out, "<picture>\n  <source media=\"(prefers-color-scheme: dark)\"");
    add_url(out, "srcset", text_string(&name->dark));
    text_add(out, ">\n  <img");
    add_url(out, "src", text_string(&name->light));
    add_value(out, "width", number_exact(width).text);
    add_value(out, "alt", description);
    text_add(out, ">\n</picture>\n");
}
