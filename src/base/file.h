/* Files written whole or not at all. A regular file is written beside its place under another name, flushed
   to the disk and moved there by file_finish; a device, a pipe or stdout ("-", "/dev/stdout") is written to
   directly. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct FileOut {
    FILE *stream;   /* write here with stdio; an error sticks in it and is found by file_finish */
    Text path;      /* where it will stand, for messages; "stdout" for "-" */
    Text temporary; /* empty where the place is written directly */
    struct FileOut *next; /* of those that are open */
    bool direct_stdout;
    bool folder_refused; /* it is its folder that cannot be written */
    bool hasty; /* may be set after file_begin: file_finish does not wait for the disk. After a loss of power
                   the new file may then be there in part; what fails while it is written is noticed all the
                   same */
} FileOut;

/* Begins a file, which stays where it is until it is ended or given up: a program that exits before that removes what is
   temporary. A file that is replaced keeps its permissions (but not the bits that would run it as somebody else) and,
   where the system lets it, its owner and group; other names of it (hard links), attributes and access lists stay with
   the old one. False with the reason ("cannot write a/b.svg: No such file or directory; make the folder a
   first") in *why; nothing is open then. */
bool file_begin(FileOut *file, const char *path, Text *why);

/* Ends it: flushes, checks every error since file_begin, moves it into its place. False with the reason in
   *why; then the old file, if there was one, is as it was and the temporary one is gone. */
bool file_finish(FileOut *file, Text *why);

/* Gives the file up and removes the temporary one. */
void file_abandon(FileOut *file);

/* Removes the temporary files of all that are not ended yet. May be called by a signal's handler that ends the
   program. */
void file_remove_temporaries(void);

/* file_begin and file_finish in one call, for content that is there as a whole. */
bool file_write(const char *path, const void *bytes, size_t count, Text *why);

/* True for "-" and for the system's names of stdout. */
bool file_is_stdout(const char *path);

bool file_exists(const char *path);
/* True if both names lead to the same existing file. */
bool file_same(const char *one, const char *other);

/* The path becomes the file's own, without links and from the root; one that leads nowhere stays. */
void file_name_whole(Text *path);

/* Returns another number after every change of the file, 0 where there is none. */
uint64_t file_stamp(const char *path);

/* Reads a whole regular file of at most `max` bytes. False with the reason in *why. */
bool file_read(const char *path, size_t max, Text *content, Text *why);

/* Reads the first and the last `max` bytes of a regular file of any size, or all of it where it has no more.
 */
bool file_read_head(const char *path, size_t max, Text *content, Text *why);
bool file_read_tail(const char *path, size_t max, Text *content, Text *why);

#endif
