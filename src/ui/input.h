/* What hands do, in the program's own words. The window turns SDL's events into these in one place; tests
   make them by hand. Positions are in points. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>

typedef enum InputKind {
    INPUT_NONE, /* nothing new: only draw */
    INPUT_MOVE,
    INPUT_LEAVE, /* the pointer left the window */
    INPUT_PRESS,
    INPUT_RELEASE,
    INPUT_WHEEL,
    INPUT_KEY,    /* a key went down (or repeats) */
    INPUT_KEY_UP, /* a key was let go */
    INPUT_TEXT,   /* typed characters, while a field is edited */
    INPUT_DROP,   /* a file was dropped on the window */
    INPUT_PASTE,  /* the clipboard's text is wanted here */
    INPUT_TIME    /* a deadline that the app asked for has come */
} InputKind;

typedef enum Key { /* printable keys are their ASCII character in lower case: 't', '?', '1' */
                   KEY_NONE = 0,
                   KEY_TAB = 256,
                   KEY_ENTER,
                   KEY_ESCAPE,
                   KEY_BACKSPACE,
                   KEY_DELETE,
                   KEY_LEFT,
                   KEY_RIGHT,
                   KEY_UP,
                   KEY_DOWN,
                   KEY_PAGE_UP,
                   KEY_PAGE_DOWN,
                   KEY_HOME,
                   KEY_END,
                   KEY_SPACE,
                   KEY_F1,
                   KEY_F12 = KEY_F1 + 11
} Key;

typedef enum Button { BUTTON_LEFT = 1, BUTTON_MIDDLE, BUTTON_RIGHT } Button;

typedef struct Input {
    InputKind kind;
    double x, y;             /* the pointer, for MOVE, PRESS, RELEASE, WHEEL */
    Button button;           /* PRESS, RELEASE */
    int clicks;              /* PRESS: 2 for a double click */
    double wheel_x, wheel_y; /* notches, maybe fractions; away from the user is positive */
    bool touchpad;           /* WHEEL: two fingers moved: what they are on is to move with them */
    int key;                 /* KEY, KEY_UP: a Key or a character */
    bool shift, ctrl, alt;
    char text[32]; /* TEXT: UTF-8 */
    /* valid during the frame. DROP: the file's path; PASTE: the clipboard's text, of any length; NULL:
     none */
    const char *words;
    double time; /* seconds, monotonic; always set by the window */
} Input;

#endif
