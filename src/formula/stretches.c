#include "formula/stretches.h"

#include "base/memory.h"

#include <stdbool.h>

static bool before(const Stretch *a, const Stretch *b) {
    return a->bound > b->bound || (a->bound == b->bound && a->first < b->first);
}

void stretches_push(Stretches *heap, Stretch stretch) {
    if (heap->count == heap->capacity) {
        heap->capacity = memory_grown(heap->capacity, heap->count + 1);
        heap->items = memory_resize(heap->items, heap->capacity, sizeof *heap->items);
    }
    size_t at = heap->count++;
    for (; at > 0 && before(&stretch, &heap->items[(at - 1) / 2]); at = (at - 1) / 2)
        heap->items[at] = heap->items[(at - 1) / 2];
    heap->items[at] = stretch;
}

Stretch stretches_pop(Stretches *heap) {
    Stretch top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < heap->count; at = child) {
        if (child + 1 < heap->count && before(&heap->items[child + 1], &heap->items[child])) child++;
        if (!before(&heap->items[child], &last)) break;
        heap->items[at] = heap->items[child];
    }
    heap->items[at] = last;
    return top;
}
