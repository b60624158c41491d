/* Reads a file as lines, piece by piece. Line ends are \n, \r\n or \r (progress bars); NUL bytes, colour
   codes and a byte order mark are taken out, UTF-16 becomes UTF-8. */
#ifndef RUNLOG_STREAM_H
#define RUNLOG_STREAM_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct LineStream {
    int descriptor;
    Text raw; /* bytes as they were read, from `at` on not yet handed out */
    size_t at;
    uint64_t offset; /* of raw.data[at] in the file */
    int wide;        /* bytes a character unit: 1, or 2 with its byte order in big_endian */
    bool big_endian, ended, failed;
    Text converted; /* the line, where it had to be changed */
} LineStream;

/* One line, valid until the next is asked for. data[length] may be read and is never a digit. */
typedef struct Line {
    char *data;
    size_t length;
    bool torn; /* the file ends without a line end */
} Line;

/* Opens a regular file; lines begin at `offset`. False with the reason in *why. */
bool stream_open(LineStream *stream, const char *path, uint64_t offset, Text *why);
void stream_close(LineStream *stream);

/* False at the end, or where a line is longer than 64 MB (then `failed`). */
bool stream_line(LineStream *stream, Line *line);

/* The first bytes of the file as text, without moving on. */
void stream_head(LineStream *stream, size_t count, Text *head);

/* Reads plain bytes of binary files: makes at least `count` bytes from raw.data + at on readable, or as many
   as there are. Returns how many there are. stream_skip moves on. */
size_t stream_need(LineStream *stream, size_t count);
void stream_skip(LineStream *stream, size_t count);

#endif
