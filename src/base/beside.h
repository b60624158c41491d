/* Files that belong to the program: beside it in a build folder, in ../libexec/lrscope when it is installed. */
#ifndef BASE_BESIDE_H
#define BASE_BESIDE_H

#include "base/text.h"

#include <stdbool.h>

/* Writes the path of the program's file of that name. False where it is in neither place; the path is then where it would
   stand in the second. */
bool beside_find(const char *name, Text *path);

#endif
