#include "token.h"

#include "scene/theme.h"

#include <stdio.h>
#include <string.h>

bool token_find(const char *name, unsigned long *color) {
    const struct {
        const char *name;
        Color color;
    } tokens[] = {{"accent", theme_dark.accent},
                  {"above_ink", theme_dark.above_ink},
                  {"pinned", theme_dark.pinned[0]},
                  {"background", theme_dark.background},
                  {"panel", theme_dark.panel}};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (strcmp(tokens[i].name, name) != 0) continue;
        *color = tokens[i].color >> 8;
        return true;
    }
    fprintf(stderr, "look: no colour is called %s\n", name);
    return false;
}
