/* Immediate-mode interface: a widget's call handles the present input and draws the widget into the scene.
   What has to last from frame to frame (pointer, focus, what is held, what is typed) is in struct Ui; {0} is
   a fresh one.

   A frame is ui_begin, the widgets' calls, ui_end. The order of the calls is the Tab order. A frame that was
   given an input is built again with INPUT_NONE, so that the scene shows what is true after it. Nothing is
   allocated but the scene's own memory. */
#ifndef UI_UI_H
#define UI_UI_H

#include "base/text.h"
#include "scene/measure.h"
#include "scene/scene.h"
#include "scene/theme.h"
#include "ui/input.h"

typedef unsigned UiId; /* chosen by the caller, not 0, each used once a frame */

enum { UI_STOPS_MAX = 256, UI_EDIT_MAX = 4096 };
#define UI_SCROLLING (~0u) /* value of Ui.wheel while a scrolling view has it */

typedef enum UiCursor { CURSOR_ARROW, CURSOR_HAND, CURSOR_TEXT, CURSOR_ACROSS, CURSOR_GRAB } UiCursor;

/* A view on something taller than itself. The caller keeps it; {0} stands at the top. */
typedef struct UiScroll {
    double offset, content; /* points above the view's top edge; height of all there is */
    double above, below;    /* how far it may stand beyond its ends, so that what is under a hand stays there */
    Box view;
} UiScroll;

/* A box where Tab stops. */
typedef struct UiStop {
    UiId id;
    Box box;
    UiScroll *scroll; /* what it scrolls with, or NULL */
} UiStop;

/* The text that is being typed. Offsets are in bytes and always between characters. */
typedef struct UiEdit {
    UiId id; /* 0: nothing */
    char text[UI_EDIT_MAX];
    size_t length, caret, anchor; /* what lies between caret and anchor is selected */
    Box box;
} UiEdit;

/* The open list of a choice: it lies over everything and takes every press and key. Its rows are those that its choice
   was called with in the present frame: where it was not called, the list is gone with it. */
typedef struct UiPopup {
    UiId id; /* 0: none is open */
    int marked, chosen, count;
    char typed[16]; /* letters that came soon after each other, and when the last one did */
    double typed_at;
    Box box;
    const char *const *labels; /* NULL: not called yet in this frame */
} UiPopup;

/* A line that was cut and is to be read: it lies over everything, beside its place. */
typedef struct UiTooltip {
    const char *line; /* NULL: none */
    Box box;
    double size; /* of the text; 0: as usual */
} UiTooltip;

typedef struct Ui {
    /* the present frame */
    const Input *input;
    const Measure *measure;
    const Theme *theme;
    Scene *scene;
    bool used;        /* the input has been acted on: nobody else may */
    bool covered;     /* something lies above: pointer and keys are not for what is called now */
    Text *copied;     /* takes what a field copies; NULL: fields copy nothing. The caller sets it anew */
    UiScroll *scroll; /* what is called now scrolls with it, or NULL */
    UiCursor cursor;
    UiTooltip tooltip;
    UiStop stops[UI_STOPS_MAX];
    int stop_count;
    int first_stop; /* Tab walks from here on: what lies above the rest sets it to stop_count */

    /* from frame to frame */
    double x, y;
    bool inside;   /* the pointer is in the window */
    bool arrived;  /* by this very input: nobody need have moved it */
    UiId active;   /* held by the left button */
    UiId focus;    /* has the keys */
    bool ring;     /* the focus came by key: show it strongly */
    UiId knob;     /* the last press seized this one's knob */
    double travel; /* where the pointer would have taken the held knob, in points; Shift makes it lag */
    double seen;   /* the pointer's last place along the held knob's axis */
    UiId wheel;    /* turns of the wheel stay with whom they began until the pointer moves */
    double turned; /* the fraction of a notch that is left over */
    UiEdit edit;
    UiPopup popup;
} Ui;

void ui_begin(Ui *ui, const Input *input, Scene *scene, const Measure *measure, const Theme *theme);
/* Draws what lies over the rest, moves the focus for Tab and scrolls it into sight. */
void ui_end(Ui *ui);

/* The parts that widgets are made of. ui_pressed, ui_released and ui_key use up the input that they
   report. */
void ui_stop(Ui *ui, UiId id, Box box); /* joins the Tab order */
/* Says that what belongs to the stop reaches down to there, and is scrolled into sight with it. */
void ui_stop_reaches(Ui *ui, UiId id, double bottom);
bool ui_over(const Ui *ui, UiId id, Box box);
/* Returns the last control so far that has the pointer over its box, or NULL. */
const UiStop *ui_stop_under(const Ui *ui);
bool ui_pressed(Ui *ui, UiId id, Box box); /* by the left button; the widget is active then */
bool ui_released(Ui *ui, UiId id);
bool ui_key(Ui *ui, UiId id, int key);   /* for whoever has the focus, without Ctrl or Alt */
bool ui_chord(Ui *ui, UiId id, int key); /* the same, but only with Shift or Ctrl */
/* True if the wheel turns over `box` and is for this widget. */
bool ui_wheeled(Ui *ui, UiId id, Box box);
/* Returns the notches of the wheel over `box`, maybe a fraction; 0 where they are not for this widget. */
double ui_turned(Ui *ui, UiId id, Box box);
void ui_take_focus(Ui *ui, UiId id, bool by_key);
bool ui_ring_shown(const Ui *ui, UiId id);
/* Draws the focus ring around a box, where the focus came by key. */
void ui_ring(Ui *ui, UiId id, Box box, double radius);

#endif
