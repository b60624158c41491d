#define _DEFAULT_SOURCE /* madvise */

#include "base/memory.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void memory_exhausted(void) {
    fputs("lrscope: out of memory\n", stderr);
    exit(1);
}

void memory_watch(void) {
    errno = 0;
}

void memory_judge(void) {
    if (errno == ENOMEM) memory_exhausted();
}

void *memory_resize(void *old, size_t count, size_t size) {
    size_t bytes = count * size;
    void *memory = size && count > SIZE_MAX / size ? NULL : realloc(old, bytes ? bytes : 1);
    if (!memory) {
        fprintf(stderr, "lrscope: out of memory (%zu times %zu bytes)\n", count, size);
        exit(1);
    }
    return memory;
}

size_t memory_grown(size_t capacity, size_t need) {
    size_t grown = capacity + capacity / 2 + 16;
    return need <= capacity ? capacity : grown < need ? need : grown;
}

void memory_populate(void *pages, size_t bytes) {
#ifdef MADV_POPULATE_WRITE /* Linux 5.14; elsewhere, and where it is refused, nothing is lost */
    size_t before = (uintptr_t)pages % (size_t)sysconf(_SC_PAGESIZE);
    (void)madvise((char *)pages - before, bytes + before, MADV_POPULATE_WRITE);
#else
    (void)pages;
    (void)bytes;
#endif
}
