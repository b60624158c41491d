/* Teaching: the presentation, with a lesson or of the present curve. What it shows is in app/present_view.h.
 */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H

#include "lesson/guess.h"
#include "lesson/lesson.h"
#include "scenario/scenario.h"
#include "scene/scene.h"
#include "ui/input.h"

struct App;

enum { PRESENT_GROUPS = 4, PRESENT_PLACES = 17, PRESENT_UNDO = 24 };

/* An undo brings this back: the last group's guess, and which group that was. */
typedef struct PresentDrawn {
    Guess guess;
    double placed[PRESENT_PLACES];
    int group_count;
} PresentDrawn;

enum { PRESENT_OWN = 8 };

/* A lesson in the folder of the user's own. */
typedef struct PresentFile {
    Text path, title, about; /* a lesson that cannot be read has its first error for `about` */
} PresentFile;

typedef struct AppPresent {
    bool on;             /* presenting */
    bool blank;          /* nothing is shown until the next key or press */
    bool was_fullscreen; /* before */
    bool printed;        /* for paper: without buttons */
    bool alone;          /* one person takes the lesson: one guess, and a tap chooses */
    Lesson lesson;       /* without steps: the present curve is shown */
    Scenario own;        /* what was shown before the lesson, and will be again */
    bool has_own;
    int step;
    bool revealed;
    bool moving;     /* on the way from hidden to revealed */
    double began;    /* when, as in Input.time */
    double progress; /* of the revealing, 0 … 1 */
    double since;    /* when the presenting began, as in Input.time; 0: that is not known yet */

    int votes[LESSON_STEPS_MAX][LESSON_CHOICES_MAX]; /* as the lecturer taps them, for each step */
    Guess groups[PRESENT_GROUPS];  /* each of the room's groups has drawn one; the last is being drawn */
    int group_count, guess_step;   /* which step asked for them */
    double placed[PRESENT_PLACES]; /* factors that clicks and keys gave, at eighths of the plot or, in a short
                                      run, at its steps; NAN: none */
    PresentDrawn drawn[PRESENT_UNDO]; /* before each stroke, the newest last */
    int drawn_count;
    bool full;          /* a fifth group wanted to draw: the four are finished */
    double moved;       /* when the pointer moved last, as in Input.time; 0: not since a key or a press */
    bool rests;         /* it has rested since: what it is on is explained */
    bool held, stroked; /* by the hand that draws; it has moved */
    Point last;         /* where it was, in points */
    struct {
        double words,
            code; /* how much of the room that there is they take at their least size; above 1: too much */
    } fit;
    PresentFile files[PRESENT_OWN]; /* the lessons in the user's own folder, as the picker found them */
    int file_count;
    uint64_t stamp;      /* of the lesson's file when it was read */
    int typed;           /* the number of the step that is being typed; 0: none */
    int marked; /* row of the picker: 0 the present curve, then the lessons */
} AppPresent;

/* The votes begin with what the class handed in. */
void present_count_answers(struct App *app);

/* Shows the lesson from its first step on; the app takes it over, and *lesson is empty then. */
void present_begin(struct App *app, Lesson *lesson);
/* Action F5 presents (the lesson that was left goes on), or leaves. */
void present_toggle(struct App *app);
/* Leaves the lesson; what was shown before it is back. */
void present_leave(struct App *app);
/* Shows the present curve instead of a lesson. */
void present_drop_lesson(struct App *app);
void present_free(AppPresent *present);

/* True if a lesson is on the screen, so that app->scenario is the lesson's. */
bool present_has_lesson(const struct App *app);
/* The user's own scenario, whatever is shown. */
const Scenario *present_own(const struct App *app);
const LessonStep *present_step(const struct App *app); /* while a lesson is shown */

/* Opens a lesson's file and presents it; false with a line for each error in *why, and nothing changes. */
bool present_open_file(struct App *app, const char *path, Text *why);
/* The lesson that was left, at its step, for the next F5: what a session brings back. Nothing where there is no such
   lesson any more. */
void present_bring_back(struct App *app, const char *source, int step);
/* Reads the lesson's file again where it has changed; an error is told, and the lesson stays as it was. */
void present_follow_file(struct App *app, double time);
/* Looks for lessons in the user's own folder, $XDG_DATA_HOME/lrscope/lessons. */
void present_find_own(struct App *app);
/* Action U while a lesson is shown: the window again, with the settings that the step shows as one change. */
void present_take_settings(struct App *app);

/* Writes where the lesson is, for the window's title: "Off by one, 3 of 7, answered". */
void present_words(const struct App *app, Text *out);

/* Adds what a class handed in, from a file or a folder, to the lesson that is shown; a notice tells what came of it. */
void present_take_answers(struct App *app, const char *path);

/* Straight to a step, before or after it is revealed, without any movement. */
void present_go_to(struct App *app, int step, bool revealed);
void present_reveal(struct App *app);
/* Do what the keys of a clicker do; nothing at the ends. */
void present_go_on(struct App *app);
void present_go_back(struct App *app);

/* Called before everything else: takes keys for going on and back, and for the blank screen. */
void present_take_key(struct App *app);
/* Called after everything else: a lesson leaves no key for actions that would change what it shows. */
void present_take_rest(struct App *app);
/* Lets time pass; asks for more of it while something moves. */
void present_tick(struct App *app, double time);

#endif
