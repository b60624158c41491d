/* Folders: what is in them for a path that is being typed, and making them. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/text.h"

#include <stdbool.h>

enum { FOLDER_SHOWN = 8 };

/* The entries that a path may go on to. {0} is an empty set; free it with folder_free. */
typedef struct FolderMatches {
    Text paths[FOLDER_SHOWN]; /* the first in alphabetical order, in full; a folder's ends in / */
    int shown;
    size_t count; /* how many there are */
    Text common;  /* what all of them begin with, at least what was typed */
} FolderMatches;

/* Hidden entries are listed only where their dot is typed. A folder that cannot be read counts as empty. */
void folder_match(const char *typed, FolderMatches *matches);
void folder_free(FolderMatches *matches);

/* Makes the path absolute: "~/a" and "a" become what the system takes from anywhere. */
void folder_resolve(const char *typed, Text *path);

/* Shows every file that lies in the folder itself, in alphabetical order. False where it is no folder that can be read. */
bool folder_each(const char *path, void (*see)(void *self, const char *path), void *self);

/* Makes the folder and those above it that are missing, for their owner alone (0700). False with the reason
   in *why. */
bool folder_make(const char *path, Text *why);

#endif
