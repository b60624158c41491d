/* The newest log in a folder. Not for other rooms. */
#ifndef RUNLOG_FOLDER_H
#define RUNLOG_FOLDER_H

#include "base/text.h"

#include <stdbool.h>

/* Looks into the folder and those below it, a few levels deep. False with the reason in *why. */
bool runlog_folder_newest(const char *folder, Text *path, Text *why);

#endif
