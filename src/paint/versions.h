/* What figures are drawn with: the versions on which their bytes depend. */
#ifndef PAINT_VERSIONS_H
#define PAINT_VERSIONS_H

#include "base/text.h"

/* These are bits. Every figure depends on the fonts besides. */
enum { VERSIONS_CAIRO = 1, VERSIONS_PNG = 2, VERSIONS_ZLIB = 4, VERSIONS_WEBP = 8 };

/* Adds "Inter: 3.019, HarfBuzz: 6.0, …": of libraries only major and minor, for what mends a fault changes no
 * figure. */
void versions_add(unsigned used, Text *out);

#endif
