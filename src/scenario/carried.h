/* The scenario inside a file of any kind, told by the file's content and never by its name: a scenario file
   is one itself, a figure of lrscope carries one (base/carried.h). What is read is not trusted. */
#ifndef SCENARIO_CARRIED_H
#define SCENARIO_CARRIED_H

#include "base/text.h"

#include <stdbool.h>

typedef enum CarriedKind { CARRIED_PLAIN, CARRIED_PNG, CARRIED_SVG, CARRIED_PDF, CARRIED_WEBP } CarriedKind;

/* Puts the scenario's text into *yaml, at most TREE_BYTES_MAX bytes of it, whatever the file's size. False
   with the reason in *why. *kind says what the file is. */
bool carried_read(const char *path, CarriedKind *kind, Text *yaml, Text *why);

#endif
