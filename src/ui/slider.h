/* Knobs that are dragged: on a track, and in the plane. */
#ifndef UI_SLIDER_H
#define UI_SLIDER_H

#include "ui/ui.h"

/* What the user asks of a knob. While it is dragged Ui.active is its id; who wants to take a drag back keeps
   the value from before. */
typedef enum UiEvent {
    UI_NOTHING,
    UI_DRAGGED, /* wants to be at `to` */
    UI_STEPPED, /* `steps` keyboard steps up or down */
    UI_TO_LOW,  /* the ends */
    UI_TO_HIGH,
    UI_RESET,     /* to its default */
    UI_TAKEN_BACK /* Esc: back to where it was before the drag */
} UiEvent;

typedef struct UiMove {
    UiEvent event;
    double to; /* slider: 0 … 1 of the track; handle: points along its axis */
    double steps;
    bool fine; /* Shift: the pointer moves it a tenth */
    bool free; /* Alt: nothing catches it */
} UiMove;

typedef struct UiSlider {
    double position;     /* of the knob, 0 … 1 of the track */
    double mark;         /* a line across the track, beyond which it is amber; below 0: none */
    const char *ends[3]; /* words under the track's start, the mark and its end; NULL: none */
} UiSlider;

/* `box` is the track's hit area, at least 24 high. `stop` is the row that the focus ring goes around. */
UiMove ui_slider(Ui *ui, UiId id, Box box, UiSlider slider);

/* Shows nothing: the knob is drawn by the caller, and moves along one axis of the plane. */
UiMove ui_handle(Ui *ui, UiId id, Point center, bool vertical);

#endif
