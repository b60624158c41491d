/* Schedules of every kind, also at the ends of what is allowed: every rate is a number, the verdict speaks of the
   doubles, files and code mean the same when they are read again, and no word or figure holds an inf or a nan.

       random_schedules [COUNT [SEED]]     COUNT schedules, 200 unless given

   A failure names the seed, the number of the schedule, and the schedule. */
#include "../chance.h"
#include "saying.h"

#include "code/code.h"
#include "figure/write.h"
#include "reading/reading.h"
#include "schedule/bound.h"
#include "schedule/words.h"

#include <stdio.h>
#include <stdlib.h>

static long done, written, read_back, asked;
static unsigned long long seed;
static Scenario scenario;
static PaintFonts *fonts;

static void fails(const char *claim, const char *text) {
    Text file = {0};
    scenario_write(&scenario, &file);
    fprintf(stderr, "random_schedules: does not hold: %s\nseed %llu, schedule %ld:\n%s\n%s\n", claim, seed, done,
            text_string(&file), text);
    exit(1);
}

#define holds(claim, text) ((claim) ? (void)0 : fails(#claim, text))

/* --- numbers --- */

/* Steps worth a look: every one of a short run; of a long one both ends and where the warm-up ends. */
static void look_at_rates(const Schedule *schedule) {
    int64_t total = schedule->total_steps, middle = schedule_warmup_end(schedule);
    const int64_t starts[] = {0, middle - 3, total - 300};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        for (int64_t step = starts[i] < 0 ? 0 : starts[i]; step < total && step < starts[i] + 300; step++)
            holds(isfinite(schedule_lr(schedule, step)), "");
}

static void verdict_holds(const Schedule *schedule) {
    int64_t count = 0, first = -1, last = -1;
    ScheduleAbove above = schedule_above(schedule);
    if (schedule->total_steps > 2000) return;
    for (int64_t step = 0; step < schedule->total_steps; step++) {
        if (!(schedule_factor(schedule, step) > 1)) continue;
        if (first < 0) first = step;
        last = step;
        count++;
    }
    holds(above.any == (count > 0), "");
    holds(!above.any || (above.first == first && above.last == last), "");
    holds(!above.any || !above.exact || above.count == count, "");
}

/* --- words and figures --- */

static void words_hold(const Schedule *schedule) {
    Text out = {0};
    words_verdict(schedule, &out);
    words_reason(schedule, &out);
    words_conclusion(schedule, &out);
    words_describe(schedule, &out);
    words_brief(schedule, &out);
    for (int id = 0; id < NOTE_COUNT; id++) {
        if (!note_applies((NoteId)id, schedule)) continue;
        note_title((NoteId)id, schedule, &out);
        note_reason((NoteId)id, schedule, true, &out);
        note_fix_words((NoteId)id, schedule, &out);
    }
    holds(!says_nan_or_inf(text_string(&out)), text_string(&out));
    text_free(&out);
}

static void figure_holds(const char *format) {
    FigureSpec spec = figure_spec_default();
    Figure figure;
    Text why = {0};
    char *bytes = NULL;
    size_t count = 0;
    spec.width = 480, spec.height = 270, spec.real_text = true;
    FILE *stream = open_memstream(&bytes, &count);
    holds(stream, "no memory");
    holds(figure_open(&figure, &scenario, &spec, NULL, fonts, &why), text_string(&why));
    holds(figure_write_stream(&figure, figure_format_named(format), stream, &why), text_string(&why));
    fclose(stream);
    holds(!says_nan_or_inf(bytes), bytes);
    figure_close(&figure);
    free(bytes);
    text_free(&why);
}

/* --- files and code --- */

static void file_holds(void) {
    Scenario again = scenario_default();
    Text text = {0};
    Messages messages = {0};
    scenario_write(&scenario, &text);
    holds(scenario_read(&again, text_string(&text), text.length, &messages), text_string(&text));
    holds(scenario_same(&scenario, &again), text_string(&text));
    scenario_free(&again);
    messages_free(&messages);
    text_free(&text);
}

static int64_t next_step(const Schedule *schedule, int64_t step) {
    int64_t total = schedule->total_steps;
    return step + (step < 700 || step > total - 50 ? 1 : total / 997 + 1);
}

/* To 1e-9 of the greatest rate so far, as the reader proves it, or to what doubles near base_lr round to. */
static void same_rates(const Schedule *schedule, const Schedule *read, const char *code) {
    double greatest = schedule->base_lr, so_far = 0;
    holds(read->total_steps == schedule->total_steps, code);
    for (int64_t step = 0; step < schedule->total_steps; step = next_step(schedule, step))
        greatest = fmax(greatest, fabs(schedule_lr(schedule, step)));
    for (int64_t step = 0; step < schedule->total_steps; step = next_step(schedule, step)) {
        double rate = schedule_lr(schedule, step), off = fabs(rate - schedule_lr(read, step));
        so_far = fmax(so_far, fabs(rate));
        holds(off <= fmax(1e-9 * so_far, 1e-14 * fmin(greatest, schedule->base_lr)), code);
    }
}

/* What is written is refused when it is read, asked about, or the same curve: never silently another one. DeepSpeed's
   settings need not tell the run's length, so that it is told there. */
static void code_holds(const Schedule *schedule, CodeDialect dialect) {
    Text code = {0};
    char total[32];
    snprintf(total, sizeof total, "%lld", (long long)schedule->total_steps);
    ParameterValue length = {.id = PARAMETER_TOTAL_STEPS, .text = total};
    ReadingOptions options = {.values = &length, .value_count = dialect == CODE_DEEPSPEED};
    code_write(dialect, schedule, &code);
    holds(!says_nan_or_inf(text_string(&code)), text_string(&code));
    Reading reading = reading_read(text_string(&code), code.length, &options);
    written++;
    read_back += reading.status == READING_DONE;
    asked += reading.status == READING_NEEDS;
    bool capped = note_applies(NOTE_GROWS, schedule); /* which Python's numbers are not, as the note says */
    if (reading.status == READING_DONE && !capped) same_rates(schedule, &reading.groups[0].schedule, text_string(&code));
    reading_free(&reading);
    text_free(&code);
}

static void one(Chance *chance) {
    scenario = scenario_default();
    scenario.schedule = chance_below(chance, 3) ? chance_model(chance) : chance_extreme(chance);
    const Schedule *schedule = &scenario.schedule;
    look_at_rates(schedule);
    verdict_holds(schedule);
    words_hold(schedule);
    file_holds();
    for (int i = 0; i < 3; i++) code_holds(schedule, (CodeDialect)chance_below(chance, CODE_COUNT));
    if (done % 20 == 0) figure_holds("svg");
    if (done % 20 == 10) figure_holds("json");
    scenario_free(&scenario);
}

int main(int argc, char **argv) {
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 200;
    Chance chance = {.state = seed = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 20240601};
    fonts = paint_fonts_open();
    for (; done < count; done++) one(&chance);
    paint_fonts_close(fonts);
    printf("%ld schedules; of %ld codes %ld were read back, %ld asked for something\n", done, written, read_back, asked);
    return 0;
}
