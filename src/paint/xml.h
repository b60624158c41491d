/* Text escaped for XML. */
#ifndef PAINT_XML_H
#define PAINT_XML_H

#include "base/text.h"

/* Adds `utf8` as character data; what XML cannot hold, and what is not UTF-8, becomes U+FFFD. */
void xml_add(Text *out, const char *utf8);

#endif
