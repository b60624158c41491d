/* Scenes of one size as an animated WebP: lossless, in full colour, played for ever. */
#ifndef PAINT_ANIMATION_H
#define PAINT_ANIMATION_H

#include "paint/paint.h"

typedef struct Animation Animation;
Animation *animation_open(void);
void animation_close(Animation *animation);

/* A frame that is shown for so long. False with the reason in *why. */
bool animation_add(Animation *animation, const Scene *scene, PaintFonts *fonts, double scale,
                   int milliseconds, Text *why);

/* Adds the file's bytes to *out, with the scenario that it carries (base/embedded.h). The same frames, the
 * same bytes. */
bool animation_finish(Animation *animation, const char *scenario, Text *out, Text *why);

#endif
