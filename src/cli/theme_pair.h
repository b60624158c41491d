/* --theme=both: the names of the two files, and the HTML that chooses between them. */
#ifndef CLI_THEME_PAIR_H
#define CLI_THEME_PAIR_H

#include "base/text.h"

typedef struct ThemePairName {
    Text light, dark; /* "a/fig-light.svg" and "a/fig-dark.svg" */
} ThemePairName;

ThemePairName themes_pair_name(const char *path);
void themes_pair_name_free(ThemePairName *name);

/* Adds a <picture> element with the description as its alternative text. */
void themes_pair_add_snippet(const ThemePairName *name, double width, const char *description, Text *out);

#endif
