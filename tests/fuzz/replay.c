/* Runs a target without libFuzzer: on every seed of a folder, and on what a seeded hand makes of them.

       fuzz_NAME FOLDER [COUNT [SEED]]     COUNT changed inputs, 3000 unless given
       fuzz_NAME FILE                      this one input

   An input that fails is left as the file fuzz-failed in the current folder. */
#include "../chance.h"
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

enum { SEED_MAX = 1 << 20, SEEDS_MAX = 4096, GROWN_MAX = 1 << 16, TOKEN_MAX = 24 };

typedef struct Input {
    uint8_t *bytes;
    size_t count;
} Input;

static Input present; /* what the target is at, for the one who has to save it */

static void save_present(int signal_number) {
    static const char said[] = "replay: the input that failed is in the file fuzz-failed\n";
    int file = open("fuzz-failed", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && write(file, present.bytes, present.count) >= 0) (void)!write(2, said, sizeof said - 1);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* The bytes are a copy of just their size, so that sanitizers notice who reads past them. */
static void run(Input input) {
    present = (Input){malloc(input.count ? input.count : 1), input.count};
    if (!present.bytes) abort();
    memcpy(present.bytes, input.bytes, input.count);
    LLVMFuzzerTestOneInput(present.bytes, present.count);
    free(present.bytes);
    present = (Input){0};
}

static Input load(const char *path) {
    Input input = {malloc(SEED_MAX), 0};
    FILE *file = fopen(path, "rb");
    if (!file || !input.bytes) {
        perror(path);
        exit(1);
    }
    input.count = fread(input.bytes, 1, SEED_MAX, file);
    fclose(file);
    return input;
}

static int by_name(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* In the order of their names, which is the same on every machine. */
static int load_folder(const char *path, Input *seeds) {
    static char *names[SEEDS_MAX];
    int count = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && count < SEEDS_MAX && (entry = readdir(folder));)
        if (entry->d_name[0] != '.') {
            char *name = malloc(strlen(path) + strlen(entry->d_name) + 2);
            if (!name) abort();
            sprintf(name, "%s/%s", path, entry->d_name);
            names[count++] = name;
        }
    if (folder) closedir(folder);
    qsort(names, (size_t)count, sizeof *names, by_name);
    for (int i = 0; i < count; i++) {
        seeds[i] = load(names[i]);
        free(names[i]);
    }
    return count;
}

/* Puts `count` bytes in the place of `gone` ones. */
static void splice(Input *input, size_t at, size_t gone, const uint8_t *bytes, size_t count) {
    if (input->count - gone + count > GROWN_MAX) return;
    memmove(input->bytes + at + count, input->bytes + at + gone, input->count - at - gone);
    if (count) memcpy(input->bytes + at, bytes, count);
    input->count += count - gone;
}

/* One change at a place: a bit, a byte, a piece cut out, a piece of any seed put in or over. */
static void change(Input *input, Chance *chance, const Input *seeds, int seed_count) {
    static const char odd[] = "\0\xFF\x80\n \t:-[]{}()\"'#&*<>e.,09\xC2\xA0/=";
    size_t at = input->count ? (size_t)chance_below(chance, (int64_t)input->count) : 0,
           left = input->count - at;
    const Input *other = &seeds[chance_below(chance, seed_count)];
    size_t from = other->count ? (size_t)chance_below(chance, (int64_t)other->count) : 0;
    size_t piece = (size_t)chance_below(chance, chance_below(chance, 4) ? TOKEN_MAX : 1024);
    uint8_t byte = (uint8_t)odd[chance_below(chance, sizeof odd - 1)];
    if (piece > other->count - from) piece = other->count - from;
    switch (chance_below(chance, 6)) {
    case 0:
        if (left) input->bytes[at] ^= (uint8_t)(1 << chance_below(chance, 8));
        break;
    case 1: splice(input, at, left > 0, &byte, 1); break;
    case 2: splice(input, at, 0, &byte, 1); break;
    case 3: splice(input, at, piece < left ? piece : left, NULL, 0); break;
    case 4: splice(input, at, 0, other->bytes + from, piece); break;
    default: splice(input, at, piece < left ? piece : left, other->bytes + from, piece); break;
    }
}

static void run_changed(const Input *seeds, int seed_count, long count, uint64_t seed) {
    Chance chance = {seed};
    Input input = {malloc(SEED_MAX + GROWN_MAX), 0};
    if (!input.bytes) abort();
    for (long i = 0; i < count; i++) {
        const Input *begun = &seeds[chance_below(&chance, seed_count)];
        input.count = begun->count;
        memcpy(input.bytes, begun->bytes, begun->count);
        for (int64_t left = 1 + chance_below(&chance, 8); left > 0; left--)
            change(&input, &chance, seeds, seed_count);
        run(input);
    }
    free(input.bytes);
}

int main(int argc, char **argv) {
    static Input seeds[SEEDS_MAX];
    struct stat about;
    if (argc < 2 || stat(argv[1], &about) != 0) {
        fprintf(stderr, "usage: %s FOLDER [COUNT [SEED]] | FILE\n", argv[0]);
        return 2;
    }
    signal(SIGABRT, save_present);
    signal(SIGSEGV, save_present);
    signal(SIGFPE, save_present);
    bool folder = S_ISDIR(about.st_mode);
    int count = folder ? load_folder(argv[1], seeds) : 1;
    if (!folder) seeds[0] = load(argv[1]);
    if (!count) {
        fprintf(stderr, "%s: no seeds\n", argv[1]);
        return 1;
    }
    for (int i = 0; i < count; i++) run(seeds[i]);
    long changed = !folder ? 0 : argc > 2 ? strtol(argv[2], NULL, 10) : 3000;
    run_changed(seeds, count, changed, argc > 3 ? strtoull(argv[3], NULL, 10) | 1 : 20240601);
    for (int i = 0; i < count; i++) free(seeds[i].bytes);
    printf("%d seeds and %ld inputs made of them\n", count, changed);
    return 0;
}
