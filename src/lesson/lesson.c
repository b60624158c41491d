#include "lesson/lesson.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const LessonPartAbout lesson_parts[LESSON_PARTS] = {
    [LESSON_CURVE] = {"curve", "the curve itself"},
    [LESSON_WARMUP] = {"warm-up", "the background and the bracket of the warm-up"},
    [LESSON_TERMS] = {"terms", "the two terms of the mean"},
    [LESSON_RATES] = {"learning-rate", "the axis of learning rates"},
    [LESSON_HANDLES] = {"handles", "the two points that can be dragged"},
    [LESSON_VALUES] = {"values", "the numbers at the step that is pointed at"},
    [LESSON_VERDICT] = {"verdict", "whether the factor is ever above 1"},
    [LESSON_FORMULA] = {"formula", "the formula with that step's numbers"},
    [LESSON_PROOF] = {"proof", "the formula, and under it when it is above 1"},
    [LESSON_CODE] = {"code", "the lines of code, the one at work marked"},
    [LESSON_SHARES] = {"shares",
                       "the shares 1 \u2212 \u03b1 and \u03b1 that add up to 1, and the mean they make"},
    [LESSON_UPDATE] = {"update", "one update of the weights as arrows, beside a later one"},
    [LESSON_INFLUENCE] = {"influence",
                          "each step's share of the summed step sizes, and what is left of it in the end"},
    [LESSON_DESCENT] = {"descent",
                        "a gradient descent that follows the schedule, and one at constant base_lr"},
    [LESSON_GUESSES] = {"guesses", "what was drawn in the last step that asked for it"},
};

bool lesson_says(const char *english) {
    for (int i = 0; lesson_phrases[i]; i++)
        if (!strcmp(lesson_phrases[i], english)) return true;
    for (int id = 0; id < PARAMETER_COUNT; id++)
        if (!strcmp(parameters[id].help, english)) return true;
    return false;
}

void lesson_free(Lesson *lesson) {
    for (int i = 0; i < lesson->count; i++) {
        LessonStep *step = &lesson->steps[i];
        text_free(&step->title);
        text_free(&step->text);
        text_free(&step->question);
        text_free(&step->answer);
        text_free(&step->notes);
        text_free(&step->code);
        free(step->answers.guesses);
        for (int k = 0; k < LESSON_CHOICES_MAX; k++) text_free(&step->choices[k]);
    }
    free(lesson->steps);
    text_free(&lesson->title);
    text_free(&lesson->about);
    text_free(&lesson->source);
    wording_free(&lesson->wording);
    *lesson = (Lesson){0};
}

bool lesson_step_shows(const LessonStep *step, LessonPart part, bool revealed) {
    return (step->shown | (revealed ? step->shown_after : 0)) >> part & 1;
}

bool lesson_step_reveals(const LessonStep *step) {
    return step->guess || step->answer.length > 0 || step->animated != LESSON_NOT_ANIMATED ||
           step->shown_after || step->recalled >= 0;
}

/* Along the parameter's own track, so that a logarithmic one moves evenly. */
static double on_the_way(const LessonStep *step, double progress) {
    ParameterId id = (ParameterId)step->animated;
    double low = fmin(step->from, step->to), high = fmax(step->from, step->to);
    if (progress <= 0) return step->from;
    if (progress >= 1) return step->to;
    return parameter_from_track(id, low, high, step->from < step->to ? progress : 1 - progress);
}

Schedule lesson_step_schedule(const LessonStep *step, double progress) {
    Schedule schedule = step->schedule;
    Text why = {0};
    if (step->animated >= 0)
        parameter_put(&schedule, (ParameterId)step->animated, on_the_way(step, progress), &why);
    text_free(&why);
    bool coded = (step->shown | step->shown_after) >> LESSON_CODE & 1;
    if (!coded) schedule.function = NULL;
    return schedule;
}

int64_t lesson_step_point(const LessonStep *step, double progress) {
    if (step->animated != LESSON_POINT_MOVES) return step->point;
    return (int64_t)round(step->from + fmax(0, fmin(1, progress)) * (step->to - step->from));
}
