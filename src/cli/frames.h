/* A sweep as frames: an animated WebP, or a PNG each. */
#ifndef CLI_FRAMES_H
#define CLI_FRAMES_H

#include "cli/picture.h"

/* There and back, with a rest at both ends. A writer of cli/formats.h. */
bool cli_frames_webp(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why);

/* Calls `write` with each frame's request and path, from the first value to the last. */
bool cli_frames_each(const CliRequest *request, const CliOutput *output,
                     bool (*write)(const CliRequest *request, const CliOutput *output, CliPicture *picture,
                                   Text *why),
                     Text *why);

#endif
