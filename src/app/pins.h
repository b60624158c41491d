/* Pinned curves: a section of the side panel, and what keys do to them. */
#ifndef APP_PINS_H
#define APP_PINS_H

#include "app/app.h"

/* What can be done to a pinned curve. */
typedef enum PinEvent { PIN_NONE, PIN_TOGGLE, PIN_RENAME, PIN_USE, PIN_REMOVE } PinEvent;

/* Acts on the pin whose row has that id. */
void pins_act(App *app, UiId id, PinEvent event);

/* Keeps the present curve under a name of its own; one that is pinned already is only shown. */
void pins_keep(App *app);

/* 1 … 9 show and hide the first nine, unless the number goes to a field that has the focus by key. */
void pins_take_digit(App *app);

/* Nothing, and 0, while there are none. */
double pins_show(App *app, Box row);

#endif
