/* When memory runs out, for a library too, the program ends with a sentence, status 1 and no unfinished file. Not every
   library can do without what it asked for: Cairo then may go on with another picture, or crash. */
#define _GNU_SOURCE
#include "base/memory.h"

#include <dlfcn.h>
#include <stdlib.h>

static void *given(void *memory) {
    if (!memory) memory_exhausted();
    return memory;
}

void *malloc(size_t size) {
    static void *(*next)(size_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "malloc");
    return given(next(size));
}

void *calloc(size_t count, size_t size) {
    static void *(*next)(size_t, size_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "calloc");
    return given(next(count, size));
}

/* With a size of 0 it frees, and returns NULL. */
void *realloc(void *old, size_t size) {
    static void *(*next)(void *, size_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "realloc");
    void *memory = next(old, size);
    return size ? given(memory) : memory;
}
