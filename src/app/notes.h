/* NOTES: what is worth knowing of the present settings, each with its reason and, where there is one, a
   button that mends it. What is true of nearly every run is folded away. */
#ifndef APP_NOTES_H
#define APP_NOTES_H

#include "scene/scene.h"

#include <stdbool.h>

struct App;

typedef struct AppNotes {
    bool open; /* the fold */
    Box block; /* where the section stood in the side panel, as it was scrolled then */
} AppNotes;

/* Shows a section of the side panel and returns its height. */
double notes_show(struct App *app, Box row);

/* A line at the end of the side panel that leads to the notes while they are out of sight; 0, and nothing,
   where they need none. `panel` is all there is of it; returns how much of it the line takes. */
double notes_show_hint(struct App *app, Box panel);

/* Brings them into sight and gives their first control the keys. */
void notes_go(struct App *app);

#endif
