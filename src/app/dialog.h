/* What lies above the whole window: help, the picker of presets. One at a time; the window below it is dimmed
   and gets no input, Esc or a press outside the card closes it. */
#ifndef APP_DIALOG_H
#define APP_DIALOG_H

#include "ui/ui.h"

struct App;

typedef enum DialogKind {
    DIALOG_NONE,
    DIALOG_HELP,
    DIALOG_PRESETS,
    DIALOG_EXPORT,
    DIALOG_OPEN,
    DIALOG_SAVE,
    DIALOG_QUESTION,
    DIALOG_TROUBLE,
    DIALOG_PASTED,
    DIALOG_LESSONS,
    DIALOG_COUNT
} DialogKind;

typedef struct Dialog {
    DialogKind kind;
    UiId focus_below; /* what has the keys again when it closes, */
    bool ring_below;  /* and whether it showed that */
    UiScroll scroll;  /* for a card that scrolls; at the top when it opens */
} Dialog;

/* A row of the table in dialog.c. */
typedef struct DialogCard {
    const char *name;                        /* of its group in the scene */
    Box (*box)(const struct App *app);       /* where the card stands */
    void (*show)(struct App *app, Box card); /* its contents: draws them, handles their input */
} DialogCard;

/* Opens a dialog. What is held or typed ends without being taken. The card's own show gives the focus to what
   should have it. A field in a dialog keeps what was typed in it when another control is used. */
void dialog_open(struct App *app, DialogKind kind);
/* Nothing happens where none is open. */
void dialog_close(struct App *app);

/* Called last, with Ui.covered set for everything before it. */
void dialog_show(struct App *app);

#endif
