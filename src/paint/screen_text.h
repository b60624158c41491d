/* Text for the window, measured by HarfBuzz and rendered by SDL2_ttf when it is first drawn: each font opened
   once, and a bounded store of rendered masks that does not know colours. Inter is shaped word by word;
   JetBrains Mono is set letter by letter in cells of whole pixels, so that it has no ligatures, its columns
   are even, and a number that changes costs no new rendering. A character that a font lacks is taken from the
   other family. */
#ifndef PAINT_SCREEN_TEXT_H
#define PAINT_SCREEN_TEXT_H

#include "paint/damage.h"
#include "paint/glyph_cache.h"
#include "scene/scene.h"

typedef struct ScreenText ScreenText;

/* Returns NULL where SDL2_ttf cannot be started (SDL_GetError says why). */
ScreenText *screen_text_open(void);
void screen_text_close(ScreenText *texts);

/* Sets the pixels a point, 1 at first. Where it changes, fonts and masks are made anew. */
void screen_text_set_scale(ScreenText *texts, double scale);

/* Returns the width in whole pixels: exactly what screen_text_draw advances by. */
int screen_text_width(ScreenText *texts, Font font, double size, const char *utf8, size_t bytes);

/* Returns the first character that no font has, also none of the system's; NULL: there is none. */
const char *screen_text_missing(ScreenText *texts, const char *utf8);

/* Returns the pixels that a SCENE_TEXT may touch. */
DamageBox screen_text_extent(ScreenText *texts, const SceneCommand *text);
void screen_text_draw(ScreenText *texts, const SceneCommand *text, const MaskTarget *target);

#endif
