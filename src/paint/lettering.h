/* Text for the window, measured by HarfBuzz and rendered by SDL2_ttf when it is first drawn: each font opened
   once, and a bounded store of rendered masks that does not know colours. Inter is shaped word by word;
   JetBrains Mono is set letter by letter in cells of whole pixels, so that it has no ligatures, its columns
   are even, and a number that changes costs no new rendering. A character that a font lacks is taken from the
   other family. */
#ifndef PAINT_LETTERING_H
#define PAINT_LETTERING_H

#include "paint/damage.h"
#include "paint/masks.h"
#include "scene/scene.h"

typedef struct Lettering Lettering;

/* NULL where SDL2_ttf cannot be started (SDL_GetError says why). */
Lettering *lettering_open(void);
void lettering_close(Lettering *lettering);

/* Pixels a point; at first 1. Where it changes, fonts and masks are made anew. */
void lettering_set_scale(Lettering *lettering, double scale);

/* In whole pixels: exactly what lettering_draw advances by. */
int lettering_width(Lettering *lettering, Font font, double size, const char *utf8, size_t bytes);

/* The pixels that a SCENE_TEXT may touch. */
DamageBox lettering_extent(Lettering *lettering, const SceneCommand *text);
void lettering_draw(Lettering *lettering, const SceneCommand *text, const MaskTarget *target);

#endif
