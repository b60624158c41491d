/* A lesson file: every step has a schedule that can be drawn. */
#include "fuzz.h"

#include "lesson/lesson.h"

static void steps_can_be_shown(const Lesson *lesson) {
    for (int i = 0; i < lesson->count; i++) {
        const LessonStep *step = &lesson->steps[i];
        for (double progress = 0; progress <= 1; progress += 0.5) {
            Schedule schedule = lesson_step_schedule(step, progress);
            fuzz_holds(schedule.total_steps >= 1);
        }
        fuzz_holds(!step->view_fixed || (step->view_steps[0] < step->view_steps[1]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    Lesson lesson = {0};
    Messages messages = {0};
    bool good = lesson_read(&lesson, (const char *)bytes, count, &messages);
    fuzz_holds(good == (messages.count == 0));
    fuzz_holds(!good || (lesson.count >= 1 && lesson.count <= LESSON_STEPS_MAX));
    steps_can_be_shown(&lesson);
    messages_free(&messages);
    lesson_free(&lesson);
    return 0;
}
