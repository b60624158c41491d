/* The tokens: every colour of every picture has a name here, and no number of a colour stands anywhere else.
 */
#ifndef SCENE_THEME_H
#define SCENE_THEME_H

#include "scene/scene.h"

enum { THEME_PINNED = 5 };

typedef struct Theme {
    const char *name; /* as in --theme=NAME */
    Color background, panel, card;
    Color edge, grid, axis;
    Color grid_strong; /* of a plot that is projected: 3:1 on the background */
    Color text, muted;
    Color accent;                /* the curve, the focus ring, filled tracks */
    Color on_accent;             /* text on accent */
    Color never_ink, never_fill; /* never above 1 */
    Color above_ink, above_fill; /* above 1 */
    Color term_alpha, term_factor;
    Color control, track, knob; /* buttons; the empty part of a slider; a slider's knob */
    Color error;                /* refused input */
    Color pinned[THEME_PINNED]; /* apart from each other, accent and above_ink for colour-blind eyes too */
} Theme;

/* The neutral one is for figures only: it has no ground, and its colours owe 3:1 to white and to
 * THEME_DARK_PAGE. */
extern const Theme theme_dark, theme_light, theme_neutral;
#define THEME_DARK_PAGE 0x0D1117FF

/* Returns the colour of a mark that need not be strong: paler on a ground of the theme's own, unchanged on an
   unknown one. */
Color theme_mark(const Theme *theme, Color color, double alpha);

/* Returns the theme of that name, or NULL. */
const Theme *theme_find(const char *name);

/* A pair of tokens that stand on each other, and the contrast that they owe (4.5 for text, 3 for marks). */
typedef struct ThemePair {
    const char *name;
    size_t ink, ground; /* offsets of the tokens in Theme */
    double contrast;
} ThemePair;

extern const ThemePair theme_pairs[];
extern const size_t theme_pair_count;

/* Returns WCAG's contrast of two opaque colours, 1 … 21. */
double theme_contrast(Color a, Color b);

#endif
