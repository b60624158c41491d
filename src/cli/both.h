/* --theme=both: the names of the two files, and the HTML that chooses between them. */
#ifndef CLI_BOTH_H
#define CLI_BOTH_H

#include "cli/formats.h"

typedef struct BothName {
    Text light, dark; /* "a/fig-light.svg" and "a/fig-dark.svg" */
} BothName;

BothName both_name(const char *path);
void both_name_free(BothName *name);

/* Whether a page can show it: not a PDF. */
bool both_is_for_pages(const CliFormat *format);

/* Adds a <picture> element with the description as its alternative text. */
void both_add_snippet(const BothName *name, double width, const char *description, Text *out);

#endif
