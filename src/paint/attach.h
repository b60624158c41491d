/* A file attached to a finished PDF. */
#ifndef PAINT_ATTACH_H
#define PAINT_ATTACH_H

#include "base/text.h"

#include <stdbool.h>

/* Adds the scenario to the PDF that begins at `start` in *pdf, as Cairo writes one, as an attached file. It is an
   incremental update: what stands there stays, a new catalog and a new table of places follow. False with the
   reason in *why. */
bool attach_scenario(Text *pdf, size_t start, const char *scenario, Text *why);

#endif
