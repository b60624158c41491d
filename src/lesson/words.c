#include "lesson/words.h"

#include "schedule/words.h"

static void add_paragraph(const char *before, const Text *words, Text *out) {
    if (words->length) text_addf(out, "%s%s\n", before, text_string(words));
}

void lesson_step_words(const Lesson *lesson, int index, Text *out) {
    const LessonStep *step = &lesson->steps[index];
    Schedule schedule = lesson_step_schedule(step, 1);
    text_addf(out, "Step %d of %d: %s\n", index + 1, lesson->count, text_string(&step->title));
    add_paragraph("", &step->text, out);
    add_paragraph("Question: ", &step->question, out);
    if (step->guess) text_add(out, "The curve is hidden until it has been drawn.\n");
    if (step->animated != LESSON_NOT_ANIMATED) {
        const char *key = parameters[step->animated].key;
        text_addf(out, "%s moves from %s to %s.\n", key, number_exact(step->from).text,
                  number_exact(step->to).text);
    }
    add_paragraph("Answer: ", &step->answer, out);
    if (!lesson_step_shows(step, LESSON_CURVE)) return;
    text_add(out, "On the plot: ");
    words_describe(&schedule, out);
    text_add(out, "\n");
}

void lesson_words(const Lesson *lesson, Text *out) {
    text_addf(out, "%s\n", text_string(&lesson->title));
    for (int i = 0; i < lesson->count; i++) {
        text_add(out, "\n");
        lesson_step_words(lesson, i, out);
    }
}
