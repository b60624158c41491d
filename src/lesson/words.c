#include "lesson/words.h"

#include "schedule/words.h"

#include <string.h>

static void add_paragraph(const char *before, const Text *words, Text *out) {
    if (words->length) text_addf(out, "%s%s\n", before, text_string(words));
}

/* Adds the code line by line, with a > before the lines at work. */
static void add_code(const LessonStep *step, Text *out) {
    const char *at = text_string(&step->code);
    for (int line = 1; *at; line++) {
        size_t length = strcspn(at, "\n");
        text_add(out, line >= step->mark_first && line <= step->mark_last ? "  > " : "    ");
        text_add_bytes(out, at, length);
        text_add(out, "\n");
        at += length + (at[length] == '\n');
    }
}

static void add_right(const Lesson *lesson, const LessonStep *step, Text *out) {
    const LessonStep *asked = step->recalled >= 0 ? &lesson->steps[step->recalled] : step;
    int right = step->recalled >= 0 && step->right == 0 ? asked->right : step->right;
    if (step->recalled >= 0)
        text_addf(out, "Asked in step %d: %s\n", step->recalled + 1, text_string(&asked->question));
    if (right) text_addf(out, "Right is %d: %s\n", right, text_string(&asked->choices[right - 1]));
}

void lesson_step_words(const Lesson *lesson, int index, bool answered, Text *out) {
    const LessonStep *step = &lesson->steps[index];
    Schedule schedule = lesson_step_schedule(step, 1);
    text_addf(out, "Step %d of %d: %s\n", index + 1, lesson->count, text_string(&step->title));
    add_paragraph("", &step->text, out);
    add_paragraph("Question: ", &step->question, out);
    if (lesson_step_shows(step, LESSON_CODE, true)) add_code(step, out);
    if (step->guess) text_add(out, "The curve is hidden until it has been drawn.\n");
    for (int i = 0; i < step->choice_count; i++)
        text_addf(out, "%d. %s\n", i + 1, text_string(&step->choices[i]));
    if (step->animated == LESSON_POINT_MOVES)
        text_addf(out, "The step that is pointed at moves from %s to %s.\n", number_exact(step->from).text,
                  number_exact(step->to).text);
    if (step->animated >= 0) {
        const char *key = parameters[step->animated].key;
        text_addf(out, "%s moves from %s to %s.\n", key, number_exact(step->from).text,
                  number_exact(step->to).text);
    }
    add_paragraph("Notes: ", &step->notes, out);
    if (!answered && lesson_step_reveals(step)) return;
    add_paragraph("Answer: ", &step->answer, out);
    add_right(lesson, step, out);
    if (!lesson_step_shows(step, LESSON_CURVE, true)) return;
    text_add(out, "On the plot: ");
    words_describe(&schedule, out);
    text_add(out, "\n");
}

void lesson_words(const Lesson *lesson, bool answered, Text *out) {
    text_addf(out, "%s\n", text_string(&lesson->title));
    for (int i = 0; i < lesson->count; i++) {
        text_add(out, "\n");
        lesson_step_words(lesson, i, answered, out);
    }
}
