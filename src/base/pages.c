#define _DEFAULT_SOURCE /* madvise */

#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void pages_populate(void *pages, size_t bytes) {
#ifdef MADV_POPULATE_WRITE /* Linux 5.14; elsewhere, and where it is refused, nothing is lost */
    size_t before = (uintptr_t)pages % (size_t)sysconf(_SC_PAGESIZE);
    (void)madvise((char *)pages - before, bytes + before, MADV_POPULATE_WRITE);
#else
    (void)pages;
    (void)bytes;
#endif
}
