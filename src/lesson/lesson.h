/* A lesson: steps that a teacher goes through in front of an audience, as a YAML file that is written by hand.

       lesson: 1                       # the format's version
       title: Does warm-up raise the learning rate?
       about: one line for lists
       words: {Answer: Antwort}        # what the program says, in the lesson's language: see lesson_phrases
       steps:
         - title: What do you expect?
           text: short sentences       # a line of its own begins a new paragraph
           preset: detectron2-1x       # all settings anew, from a preset
           settings: {warmup_factor: 0.5, warmup_iters: 1000}   # they stay for the steps that follow
           view: {steps: [0, 2000], factor: [0, 1.6]}           # default: everything
           show: [curve, verdict]      # parts, see lesson_parts; default: [curve, warm-up]; []: text only
           show_after: [terms]         # parts that come with the answer
           code: return 1              # lines of code, for `show: [code]`; they stay for the steps that follow
           function: "def f(x): …"     # the same, and it is the curve's function, to be changed in front of the
                                       # audience; it stays for the steps that follow and show code
           mark: 1                     # the highlighted line, or [first, last]
           point: 500                  # a step that is pointed at
           question: what the room is asked
           choices: [yes, no]          # the choices of the vote; the lecturer counts with clicks
           right: 2                    # the right choice; it may be given later, in the step that recalls
           recall: 1                   # that step's votes come with this one's answer
           guess: true                 # the curve stays hidden and the audience draws it
           answer: what is said afterwards
           animate: {warmup_factor: [0.5, 1.5]}   # one parameter or `point`, from and to
           notes: for the lecturer alone

   A step that asks, hides or animates has two stages: before and after it is revealed. */
#ifndef LESSON_LESSON_H
#define LESSON_LESSON_H

#include "base/messages.h"
#include "base/text.h"
#include "base/wording.h"
#include "lesson/guess.h"
#include "schedule/parameters.h"

enum {
    LESSON_VERSION = 1,
    LESSON_STEPS_MAX = 100,
    LESSON_CHOICES_MAX = 5,
    LESSON_NO_POINT = -1,
    LESSON_NOT_ANIMATED = -1,
    LESSON_POINT_MOVES = -2 /* in the place of a parameter */
};

typedef enum LessonPart {
    LESSON_CURVE,
    LESSON_WARMUP,
    LESSON_TERMS,
    LESSON_RATES,
    LESSON_HANDLES,
    LESSON_VALUES,
    LESSON_VERDICT,
    LESSON_FORMULA,
    LESSON_PROOF,
    LESSON_CODE,
    LESSON_SHARES,
    LESSON_UPDATE,
    LESSON_INFLUENCE,
    LESSON_DESCENT,
    LESSON_GUESSES,
    LESSON_PARTS
} LessonPart;

/* A part's word in `show`, and what it is. */
typedef struct LessonPartAbout {
    const char *name, *help;
} LessonPartAbout;
extern const LessonPartAbout lesson_parts[LESSON_PARTS];

/* Symbols and words of lessons that are no parameters, each with what it means; {NULL} behind the last. */
typedef struct LessonTerm {
    const char *word, *help;
} LessonTerm;
extern const LessonTerm lesson_glossary[];

/* What `words` may give, besides the help of parameters: phrases as base/wording.h has them, NULL behind the last. */
extern const char *const lesson_phrases[];
/* Is it one of these? */
bool lesson_says(const char *english);

enum { LESSON_ANSWERS_MAX = 500 };

/* What a class handed in for a step (lesson/answers.h). */
typedef struct LessonAnswers {
    int votes[LESSON_CHOICES_MAX];
    Guess *guesses;
    int count; /* of these */
} LessonAnswers;

typedef struct LessonStep {
    int line; /* of the file, where it begins */
    Text title, text, question, answer, notes;
    Schedule schedule;    /* as the step begins; with its function also where no code is shown */
    unsigned shown;       /* bits 1 << LessonPart */
    unsigned shown_after; /* with the answer, besides those */
    Text code;
    bool live;            /* the code is the schedule's function, where it is shown */
    int mark_first, mark_last; /* lines of the code, from 1; 0: none */
    Text choices[LESSON_CHOICES_MAX];
    int choice_count, right; /* `right` from 1; 0: none is */
    int recalled;            /* the index of an earlier step that has choices; -1: none */
    bool view_fixed;         /* false: everything is shown */
    double view_steps[2], view_factor[2];
    int64_t point; /* or LESSON_NO_POINT */
    bool guess;
    int animated; /* a ParameterId that is a number, LESSON_POINT_MOVES or LESSON_NOT_ANIMATED */
    double from, to;
    LessonAnswers answers;
} LessonStep;

typedef struct Lesson { /* {0} is an empty one */
    Text title, about;
    Wording wording; /* what the program says in it in the lesson's own language */
    int wording_line; /* of the file; 0: it has none */
    Text source; /* a built-in lesson's name, or the absolute path of its file; "": neither */
    LessonStep *steps;
    int count;
} Lesson;

void lesson_free(Lesson *lesson);

/* Replaces *lesson by what the text says. False with every error in *messages, each with its line, those in a
   step with the step's number, and *lesson as it was. */
bool lesson_read(Lesson *lesson, const char *bytes, size_t count, Messages *messages);

/* Loads a lesson from a file; `why` gets one line an error, each with path, line and column, the last without
   \n. */
bool lesson_load(Lesson *lesson, const char *path, Text *why);
/* True if the file says that it is a lesson. One that cannot be read does not. */
bool lesson_is_file(const char *path);

/* Before or after it is revealed. */
bool lesson_step_shows(const LessonStep *step, LessonPart part, bool revealed);
/* Has it something to reveal? */
bool lesson_step_reveals(const LessonStep *step);
/* The schedule after it is revealed, or on the way there: 0 … 1. */
Schedule lesson_step_schedule(const LessonStep *step, double progress);
/* Returns the step that is pointed at, or LESSON_NO_POINT. */
int64_t lesson_step_point(const LessonStep *step, double progress);

#endif
