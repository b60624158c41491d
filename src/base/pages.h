/* Pages of memory, as the system hands them out. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/* Has the system hand out whole pages that will all be written at once, where it can: one by one, as they are
   first written, they take twice as long. Their content stays; what is given may begin within a page. */
void pages_populate(void *pages, size_t bytes);

#endif
