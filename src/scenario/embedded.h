/* The scenario inside a file of any kind, told by the file's content and never by its name: a scenario file
   is one itself, a figure of lrscope carries one (base/embedded.h). What is read is not trusted. */
#ifndef SCENARIO_EMBEDDED_H
#define SCENARIO_EMBEDDED_H

#include "base/text.h"

#include <stdbool.h>

typedef enum EmbeddedKind { EMBEDDED_PLAIN, EMBEDDED_PNG, EMBEDDED_SVG, EMBEDDED_PDF, EMBEDDED_WEBP, EMBEDDED_HTML } EmbeddedKind;

/* Puts the scenario's text into *yaml, at most TREE_BYTES_MAX bytes of it, whatever the file's size. False
   with the reason in *why. *kind says what the file is. */
bool embedded_read(const char *path, EmbeddedKind *kind, Text *yaml, Text *why);

#endif
