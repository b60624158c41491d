/* What can be written with -o: one table of formats. */
#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>

struct CliPicture;
struct CliRequest;

typedef enum CliFormatKind { CLI_PIXELS, CLI_VECTOR, CLI_TABLE, CLI_CODE_FILE } CliFormatKind;

typedef struct CliFormat {
    const char *name; /* as in --format=NAME; a file's name tells it by ".NAME" at its end */
    CliFormatKind kind;
    const char *help;
    /* Writes the content; false with the reason in *why. An error of the stream sticks there and is no
     * reason. */
    bool (*write)(const struct CliRequest *request, struct CliPicture *picture, FILE *stream, Text *why);
} CliFormat;

enum { CLI_FORMATS = 9 };
extern const CliFormat cli_formats[CLI_FORMATS];

/* In small or capital letters; NULL where there is none. */
const CliFormat *cli_format_named(const char *name);
/* By the end of the path; NULL where it does not tell. */
const CliFormat *cli_format_of_path(const char *path);
/* Says in *why that the path does not tell and what would. */
void cli_format_missing(const char *path, Text *why);
/* Adds "png, svg or pdf", each with `before` in front. */
void cli_format_list(const char *before, Text *out);

#endif
