#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void memory_exhausted(void) {
    fputs("lrscope: out of memory\n", stderr);
    exit(1);
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
