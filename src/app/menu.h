/* The menu of a place: what can be done there, by a click with the right button or with F10. One table in menu.c says
   which place allows what. */
#ifndef APP_MENU_H
#define APP_MENU_H

#include "ui/ui.h"

struct App;

typedef enum MenuPlace {
    MENU_PLOT = 1,
    MENU_STEPS = 2,     /* the axis of steps */
    MENU_HEIGHTS = 4,   /* the axes of factors and rates */
    MENU_STRIP = 8,     /* the formula, or what stands in its place */
    MENU_PARAMETER = 16,
    MENU_PIN = 32,
    MENU_REST = 64,     /* of the window */
    MENU_NOTE = 128     /* one of the user's own */
} MenuPlace;

enum { MENU_ROWS_MAX = 16 };

typedef struct AppMenu {
    bool open;
    MenuPlace place;
    UiId target; /* the control that it is about, or 0 */
    Point at;    /* where it was asked for */
    int rows[MENU_ROWS_MAX], count, marked; /* into the table; marked -1: none */
} AppMenu;

/* Opens the menu of what is at that place of the window. Nothing happens over a dialog or in a presentation. */
void menu_open(struct App *app, Point at);
/* Does an action of the table: opens the menu of the control in focus. */
void menu_open_focused(struct App *app);
void menu_close(struct App *app);

/* Called last but for dialogs, with Ui.covered set for everything before it. */
void menu_show(struct App *app);

#endif
