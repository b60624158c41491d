/* How the screen of a presentation is divided, and what can be pressed there. For present_view.c alone. */
#ifndef APP_PRESENT_FRAME_H
#define APP_PRESENT_FRAME_H

#include "lesson/lesson.h"
#include "scene/scene.h"

struct App;

/* A screen of that shape has room for this. */
typedef struct PresentFrame {
    struct App *app;
    const LessonStep *step; /* NULL: the present curve */
    bool out;      /* what had to be revealed is and has come to rest, or there is nothing to reveal */
    bool asked;    /* nothing is revealed yet */
    double unit;   /* 1/720 of the height of a 16:9 screen */
    double small;  /* the least size of a text: 1/32 of the height */
    double body;   /* the least size of sentences: 1/26 */
    double growth; /* of words that have the screen to themselves */
    double column; /* width of the words beside a plot, and of what stands below them */
    Box words, plot, formula, effect;
} PresentFrame;

/* The height of a button, in units. */
enum { PRESENT_BUTTON = 52 };

/* Below the words from y on, as long as something is to be revealed: its button, and for a guess what is
   drawn of it. Returns where the next thing may stand. */
double present_view_reveal(const PresentFrame *frame, double y);

/* Shows the choices that the room votes for, or those of the step that is recalled, from y on. Returns where
   the next thing may stand. Without `draw` it only measures. */
double present_view_votes(const PresentFrame *frame, double y, bool draw);

/* The step's code, with the lines at work marked, in frame->formula. */
void present_view_code(const PresentFrame *frame);
/* How high the code wants to be in that width. */
double present_view_code_height(const PresentFrame *frame, double width);

/* Shows the foot: the way to the lessons, or where in one this is and the ways on and back. */
void present_view_foot(const PresentFrame *frame);

/* Says what the pointer rests on, a name of the code or a symbol; controls are in app/hints.h. After everything is drawn. */
void present_explain(struct App *app);

#endif
