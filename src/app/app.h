/* The application without its window: all state in one struct; user input goes in, a scene comes out. It
   knows no SDL, no clock and no file: a test replays clicks and looks at the scene. */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/clipboard.h"
#include "app/effect.h"
#include "app/section_epochs.h"
#include "app/export.h"
#include "app/family.h"
#include "app/files.h"
#include "app/editor.h"
#include "app/annotating.h"
#include "app/asking.h"
#include "app/curves.h"
#include "app/hints.h"
#include "app/history.h"
#include "app/logs.h"
#include "app/menu.h"
#include "app/notes.h"
#include "app/notice.h"
#include "app/dialog.h"
#include "app/picker.h"
#include "app/play.h"
#include "app/laser_pointer.h"
#include "app/scaling.h"
#include "app/tie.h"
#include "app/snippet.h"
#include "app/present.h"
#include "app/ranging.h"
#include "app/implementations.h"
#include "base/text.h"
#include "chart/chart.h"
#include "figure/overlays.h"
#include "scenario/scenario.h"
#include "scene/measure.h"
#include "schedule/parameters.h"
#include "ui/input.h"
#include "ui/scroll.h"
#include "ui/ui.h"

typedef UiCursor AppCursor;

/* What the window shows at least, in points: half of a laptop's screen. */
enum { APP_MIN_WIDTH = 640, APP_MIN_HEIGHT = 480 };

/* What the app wants of the window that shows it. The window reads it after every frame. */
typedef struct AppRequests {
    bool quit;
    bool fullscreen;
    bool speaker;    /* whoever teaches wants a window of their own while something is presented */
    bool awake;      /* no screen saver: somebody presents */
    bool text_input; /* a field is edited: typed characters are wanted */
    AppCursor cursor;
    double
        zoom; /* of the whole window's content, 1 at first; the window multiplies the display's scale by it */
    double
        deadline; /* the app wants an INPUT_TIME at this time (seconds as in Input.time); 0: nothing moves */
    Text picture; /* a PNG for the clipboard, likewise */
    Text copy;    /* for the clipboard where it is not empty; the window takes it and clears it */
} AppRequests;

/* The ends of a parameter's slider: the table's, widened by values typed outside them. */
typedef struct AppRange {
    double low, high;
} AppRange;

/* A drag on the plot (not on a handle), until the button is released. */
typedef enum AppDragKind { DRAG_NONE, DRAG_PAN, DRAG_BOX } AppDragKind;
typedef struct AppDrag {
    AppDragKind kind;
    bool moved;      /* so far that it is no click */
    bool across, up; /* the directions in which it moves the view */
    bool was_fixed;  /* view_fixed before the drag */
    Point from;
    ChartLayout layout; /* the axes when it began */
} AppDrag;

/* The second cursor. */
typedef struct AppMark {
    bool set;
    int64_t step, before; /* where it is; where it was when it was seized */
} AppMark;

typedef struct App {
    Scenario scenario; /* what is shown: scenario.schedule is the present schedule */
    const Theme *theme;
    double width, height;             /* in points */
    double plain_width, plain_height; /* at zoom 1, when it last did not fill the screen */
    bool maximized;                   /* fills the desktop, with its frame; the window says so */
    bool panel_hidden;
    AppRequests requests;
    Ui ui;
    Scene scene;
    Measure measure; /* of the present frame */
    bool drawing; /* the present pass makes the picture; else it only takes in an input */

    History history;
    AppRange ranges[PARAMETER_ALL];
    int refused; /* the parameter whose last input could not be taken, or -1; `refusal` says why */
    Text refusal;
    int64_t
        crosshair;  /* the step that was pointed at last; CHART_NO_STEP: none yet, a telling one is shown */
    ChartView view; /* what the plot shows */
    ChartView everything; /* what it would show if no hand had moved it */
    ChartLayout layout;     /* where the last frame put it */
    ChartLayout drag_layout;    /* the same when the held handle was seized */
    AppDrag drag;         /* on the plot's view */
    AppMark mark;
    AppPlay play;
    bool reduced_motion; /* animations jump to their end */
    UiScroll panel;      /* the side panel */
    double scrolled;     /* its offset when it was laid out last */
    Dialog dialog;     /* what lies above the rest */
    AppEffect effect;
    AppEpochs epochs;
    AppFamily family;
    AppFiles files;
    AppLogs logs;
    FigureOverlays overlays;
    AppPicker picker;
    AppExport export;
    AppImplementations implementations;
    AppSnippet snippet;
    AppPasted pasted;
    AppFunction function;
    AppAnnotating annotating;
    AppAsking asking;
    AppHints hints;
    AppMenu menu;
    AppScaling scaling;
    AppTie tie;
    AppRanging ranging;
    struct {
        Box plot, strip, panel;
    } places; /* where the window's parts stand */
    AppNotice notice;
    AppNotes notes;
    bool more_warmup, more_decay; /* the refinements of these sections are out */
    const Box *reveal; /* what of the side panel is to come into sight, as a frame lays it out; or NULL */
    AppPresent present;
    AppPointer pointer;
    const char *choice_labels[PARAMETER_COUNT][DECAY_COUNT + 1]; /* what the lists of choices show */
    Text words;                                                  /* scratch for labels */
} App;

/* The app works on its own copy of `scenario`. */
void app_open(App *app, const Scenario *scenario, const Theme *theme);
void app_close(App *app);
/* Ends any drag or text edit; call it before the whole scenario is replaced. */
void app_let_go(App *app);
void app_resize(App *app, double width, double height);

/* Asks for an INPUT_TIME at `time`; the earliest that is asked for during a frame wins. */
void app_wake(App *app, double time);

/* Takes in one input and builds the picture of what is true after it. Valid until the next frame. */
const Scene *app_frame(App *app, const Input *input, const Measure *measure);

#endif
