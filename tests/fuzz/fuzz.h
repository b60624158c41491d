/* What the fuzz targets share. A target is one function, which must neither crash nor leak nor take long,
   whatever the bytes, and states with fuzz_holds what is true of everything that was read. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libFuzzer's entry: returns 0. The bytes have no 0 behind them. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define fuzz_holds(claim) ((claim) ? (void)0 : fuzz_fails(#claim, __FILE__, __LINE__))

static inline void fuzz_fails(const char *claim, const char *file, int line) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, claim);
    abort();
}

/* The bytes as a C string, up to their first 0. Free it. */
static inline char *fuzz_string(const uint8_t *bytes, size_t count) {
    char *text = malloc(count + 1);
    if (!text) abort();
    memcpy(text, bytes, count);
    text[count] = 0;
    return text;
}

/* A file without a name that holds the bytes, for readers that take a path: its path is written into `path`.
   Close what is returned. */
static inline int fuzz_file(const uint8_t *bytes, size_t count, char path[32]) {
    FILE *file = tmpfile();
    if (!file || fwrite(bytes, 1, count, file) != count || fflush(file) != 0) abort();
    int descriptor = dup(fileno(file));
    fclose(file);
    if (descriptor < 0 || lseek(descriptor, 0, SEEK_SET) != 0) abort();
    snprintf(path, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

#endif
