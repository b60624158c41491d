/* Checked memory: every function returns usable memory or ends the program with a message. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Ends the program with a message, status 1: for what libraries say when there is no memory for them. */
_Noreturn void memory_exhausted(void);

/* Resizes `old` (or makes it, where NULL) to count*size bytes; the product is checked. New bytes are not
   cleared. Release with free(). */
void *memory_resize(void *old, size_t count, size_t size);

/* Returns a capacity for at least `need` elements that grows by half, for arrays that are added to. */
size_t memory_grown(size_t capacity, size_t need);

#endif
