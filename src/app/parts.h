/* The parts of the window. Each handles its share of the present input and draws itself. */
#ifndef APP_PARTS_H
#define APP_PARTS_H

#include "app/app.h"

/* Every control's id. */
enum {
    ID_PLOT = 1,
    ID_ZOOM_BOX,                                             /* being drawn with the right button */
    ID_FIT,                                                  /* the button in the plot */
    ID_MARK,                                                 /* the head of the second cursor */
    ID_AXIS,                                                 /* the step axis, where milestones are added */
    ID_HANDLE_FACTOR,                                        /* (0, warmup_factor) on the curve */
    ID_HANDLE_ITERS,                                         /* (warmup_iters, 1) */
    ID_MILESTONES,                                           /* + their index */
    ID_PARAMETERS = ID_MILESTONES + SCHEDULE_MILESTONES_MAX, /* + ParameterId */
    ID_FUNCTION = 900,
    ID_FUNCTION_SHAPE,
    ID_FUNCTION_START,
    ID_FAMILY = 1000,
    ID_FAMILY_CHOICE,
    ID_FAMILY_VALUES,
    ID_IMPLEMENTATIONS,
    ID_ALIGN,
    ID_EFFECT,
    ID_DIALECT,
    ID_EXPORT_FORMAT = 1900,
    ID_EXPORT_SIZE,
    ID_EXPORT_THEME,
    ID_EXPORT_CLEAR,
    ID_EXPORT_OWN_SIZE,
    ID_EXPORT_TITLE,
    ID_EXPORT_FOLD,
    ID_EXPORT_PARTS, /* + ChartPart */
    ID_EXPORT_COPY = ID_EXPORT_PARTS + CHART_PARTS,
    ID_EXPORT_PATH,
    ID_EXPORT_WRITE,
    ID_PASTED_NEED = 1950, /* + the row */
    ID_FILE_PATH = 2000,
    ID_FILE_YES,
    ID_FILE_OTHER,
    ID_FILE_NO,
    ID_FILE_LINES, /* + the line */
    ID_EPOCHS_SOURCE = 1100,
    ID_EPOCHS_OFFER,
    ID_EPOCHS_USE,
    ID_TIE,
    ID_SCALING,
    ID_SCALING_TIMES,
    ID_SCALING_RULES, /* + ScalingRule */
    ID_PICKER_FILTER = 1200,
    ID_PICKER_ROWS,  /* + the preset's index */
    ID_NOTES = 3000, /* + NoteId */
    ID_NOTES_FOLD = 3050,
    ID_NOTES_HINT,
    ID_MORE_WARMUP,
    ID_MORE_DECAY,
    ID_GUESS_PLACES = 1350, /* + the place */
    ID_GUESS = 1400,
    ID_REVEAL,
    ID_NEXT_GROUP,
    ID_LESSONS,
    ID_BACK,
    ID_ON,
    ID_VOTES = 1420, /* + the choice */
    ID_DOTS = 1600, /* + the step */
    ID_LESSON_ROWS = 1430, /* + the row */
    ID_LOGS = 1440, /* + two for each log */
    ID_FIND = 1460,
    ID_FIND_NEXT,
    ID_FIND_CLOSE,
    ID_RANGE,
    ID_ANNOTATION_TEXT = 3100,
    ID_ANNOTATION_STEPS, /* a range of steps is being drawn */
    ID_ANNOTATIONS,      /* + their index */
    ID_PLAY = 1500,
    ID_PLAY_BACK,
    ID_PLAY_FORTH,
    ID_PLAY_TRACK,
    ID_PLAY_RATE,
    ID_PINS = 1 << 16, /* and all above: as many as wanted */
    ID_ACTIONS = ID_PARAMETERS + PARAMETER_ALL
};

void header_show(App *app, Box box);

/* The chart itself is left out of frames that only handle an input. */
void viewing_show_plot(App *app, Box card, bool draw);
/* Shows the strip; `reserved` is a width to keep free at its upper right. */
void strip_show(App *app, Box card, double reserved);

/* Used by a presentation: the chart of what is shown, and (as the caller has it by then) the plot in `box`
   with its handles and crosshair. */
Chart viewing_chart(App *app);
void viewing_present_plot(App *app, Box box, const Chart *chart, bool draw);
void panel_show(App *app, Box card);

/* Shows a section of the side panel (app/section.h). */
double compare_show(App *app, Box row);

/* Shows the overlay with all keys and gestures. */
Box help_box(const App *app);
void help_show(App *app, Box card);

/* The overlay with what was found in pasted code. */
Box pasted_box(const App *app);
void pasted_show(App *app, Box card);

/* Returns the step whose numbers are shown. */
int64_t viewing_step(const App *app);
/* Crosshair and playhead go to the step, or to the run's end that is nearest; what plays pauses. */
void viewing_point_at(App *app, double step);

#endif
