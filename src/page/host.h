/* What the page has in place of the rooms system and paint: files that go to the reader, text that the browser measures. */
#ifndef PAGE_HOST_H
#define PAGE_HOST_H

#include "base/text.h"

/* Adds `"files": […], ` with what was written since it was asked last (page/page.h). */
void host_add_files(Text *out);

/* Takes a file that the reader gave; its name is a path from now on, in place of the one before. */
void host_put_file(const char *name, const void *bytes, size_t count);

#endif
