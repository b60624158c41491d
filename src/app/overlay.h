/* What lies above the whole window: help, the picker of presets. One at a time; the window below it is dimmed
   and gets no input, Esc or a press outside the card closes it. */
#ifndef APP_OVERLAY_H
#define APP_OVERLAY_H

#include "ui/ui.h"

struct App;

typedef enum OverlayKind {
    OVERLAY_NONE,
    OVERLAY_HELP,
    OVERLAY_PRESETS,
    OVERLAY_EXPORT,
    OVERLAY_OPEN,
    OVERLAY_SAVE,
    OVERLAY_QUESTION,
    OVERLAY_TROUBLE,
    OVERLAY_PASTED,
    OVERLAY_LESSONS,
    OVERLAY_COUNT
} OverlayKind;

typedef struct Overlay {
    OverlayKind kind;
    UiId focus_below; /* what has the keys again when it closes, */
    bool ring_below;  /* and whether it showed that */
    UiScroll scroll;  /* for a card that scrolls; at the top when it opens */
} Overlay;

/* One line of the table in overlay.c for each kind. */
typedef struct OverlayCard {
    const char *name;                        /* of its group in the scene */
    Box (*box)(const struct App *app);       /* where the card stands */
    void (*show)(struct App *app, Box card); /* its contents: draws them, handles their input */
} OverlayCard;

/* What is held or typed ends without being taken. The card's own show gives the focus to what should have it.
   A field in an overlay keeps what was typed in it when another control is used. */
void overlay_open(struct App *app, OverlayKind kind);
/* Nothing happens where none is open. */
void overlay_close(struct App *app);

/* Called last, with Ui.covered set for everything before it. */
void overlay_show(struct App *app);

#endif
