/* Objects of JSON, as the host reads them. */
#ifndef PAGE_JSON_H
#define PAGE_JSON_H

#include "base/text.h"
#include "scene/theme.h"

/* Adds the text as a string of JSON, with its quotes. */
void json_string(Text *out, const char *text);
/* Adds `"name": "text", `. */
void json_member(Text *out, const char *name, const char *text);

/* Adds the colours that the host needs around the picture: "background" (which is given), "text", "muted", "accent",
   "edge". */
void json_colors(Text *out, const Theme *theme, Color background);

#endif
