/* Scenes into the pixels of an SDL surface: shapes by Cairo, text by SDL2_ttf. Only what differs from the
   scene painted before is painted again. */
#ifndef PAINT_SCREEN_H
#define PAINT_SCREEN_H

#include "scene/measure.h"

#include <SDL.h>

typedef struct Screen Screen;

/* Returns NULL where SDL2_ttf cannot be started (SDL_GetError says why). */
Screen *screen_open(void);
void screen_close(Screen *screen);

/* `scale` is pixels a point; letters are made again where it changes. */
void screen_set_scale(Screen *screen, double scale);
Measure screen_measure(Screen *screen);

enum { SCREEN_RECTS_MAX = 16 };

/* Paints the scene into `surface` (32 bits a pixel, XRGB or ARGB order) and fills `rects` with the pixels
   that changed; returns how many, 0 where the picture is the same as before. */
int screen_paint(Screen *screen, const Scene *scene, SDL_Surface *surface, SDL_Rect rects[SCREEN_RECTS_MAX]);

/* The next paint is of everything: the surface was lost or resized. */
void screen_forget(Screen *screen);

#endif
