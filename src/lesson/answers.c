#include "lesson/answers.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/memory.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char word[] = "lrscope-answers ";
static const double FINE = 0.004; /* of a factor: no hand draws finer */
enum { FILE_BYTES_MAX = 1 << 22, DIGITS = 8 };

/* Tells lessons apart: FNV-1a of the title and the number of steps. */
static uint32_t mark_of(const Lesson *lesson) {
    uint32_t hash = 2166136261u ^ (uint32_t)lesson->count;
    for (const char *at = text_string(&lesson->title); *at; at++) hash = (hash ^ (unsigned char)*at) * 16777619u;
    return hash;
}

/* --- writing --- */

void answers_begin(const Lesson *lesson, Text *out) {
    text_addf(out, "%s%08" PRIx32, word, mark_of(lesson));
}

void answers_add_choice(int step, int choice, Text *out) {
    text_addf(out, " %d=%d", step + 1, choice + 1);
}

/* The column between two others that is farthest from the straight line, or -1 where none is far. */
static int farthest(const Guess *guess, int first, int last) {
    double most = FINE;
    int found = -1;
    for (int i = first + 1; i < last; i++) {
        double way = (double)(i - first) / (last - first);
        double away = fabs(guess->factors[i] - guess->factors[first] - way * (guess->factors[last] - guess->factors[first]));
        if (away <= most) continue;
        most = away;
        found = i;
    }
    return found;
}

static void add_corner(const Guess *guess, int column, const char *before, Text *out) {
    text_addf(out, "%s%d:%.3g", before, column, round(guess->factors[column] * 1000) / 1000);
}

/* Adds the corners behind `first`, up to `last`. */
static void add_corners(const Guess *guess, int first, int last, Text *out) {
    int between = farthest(guess, first, last);
    if (between >= 0) {
        add_corners(guess, first, between, out);
        add_corners(guess, between, last, out);
    } else if (last > first) {
        add_corner(guess, last, ",", out);
    }
}

void answers_add_guess(int step, const Guess *guess, Text *out) {
    bool any = false;
    for (int first = 0; first < GUESS_COLUMNS; first++) {
        if (isnan(guess->factors[first])) continue;
        int last = first;
        while (last + 1 < GUESS_COLUMNS && !isnan(guess->factors[last + 1])) last++;
        if (!any) text_addf(out, " %d=", step + 1);
        add_corner(guess, first, any ? ";" : "", out);
        add_corners(guess, first, last, out);
        any = true;
        first = last;
    }
}

/* --- reading --- */

/* Reads "0:0.5,128:1" into the guess; false where it is none. *at is behind it then. */
static bool read_piece(const char **at, Guess *guess) {
    int before = -1;
    double before_factor = 0;
    do {
        char *end;
        long column = strtol(*at, &end, 10);
        if (end == *at || *end != ':' || column <= before || column >= GUESS_COLUMNS) return false;
        *at = end + 1;
        double factor = strtod(*at, &end);
        if (end == *at || !isfinite(factor)) return false;
        int from = before < 0 ? (int)column : before;
        for (int i = from; i <= column; i++) {
            double way = column > from ? (double)(i - from) / (double)(column - from) : 1;
            guess->factors[i] = before < 0 ? factor : before_factor + way * (factor - before_factor);
        }
        before = (int)column;
        before_factor = factor;
        *at = end;
    } while (*(*at)++ == ',');
    --*at;
    return true;
}

static bool read_guess(const char **at, Guess *guess) {
    for (;; ++*at) {
        if (!read_piece(at, guess)) return false;
        if (**at != ';') return true;
    }
}

/* What one line says, before it is known that all of it can be read. */
typedef struct Line {
    int choices[LESSON_STEPS_MAX]; /* from 1; 0: none */
    Guess *guesses[LESSON_STEPS_MAX];
} Line;

static Guess fresh(const LessonStep *step) {
    double last = (double)step->schedule.total_steps;
    return step->view_fixed ? guess_empty(step->view_steps[0], step->view_steps[1]) : guess_empty(0, last);
}

static bool read_answer(const Lesson *lesson, const char **at, Line *line) {
    char *end;
    long number = strtol(*at, &end, 10);
    if (end == *at || *end != '=' || number < 1 || number > lesson->count) return false;
    const LessonStep *step = &lesson->steps[number - 1];
    *at = end + 1;
    if (step->guess) {
        Guess *guess = line->guesses[number - 1];
        if (!guess) guess = line->guesses[number - 1] = memory_resize(NULL, 1, sizeof *guess);
        *guess = fresh(step);
        return read_guess(at, guess);
    }
    long choice = strtol(*at, &end, 10);
    bool good = end > *at && choice >= 1 && choice <= step->choice_count;
    if (good) line->choices[number - 1] = (int)choice;
    *at = end;
    return good;
}

static void add_line(Lesson *lesson, const Line *line) {
    for (int i = 0; i < lesson->count; i++) {
        LessonStep *step = &lesson->steps[i];
        if (line->choices[i]) step->answers.votes[line->choices[i] - 1]++;
        if (!line->guesses[i] || step->answers.count == LESSON_ANSWERS_MAX) continue;
        step->answers.guesses = memory_resize(step->answers.guesses, (size_t)step->answers.count + 1, sizeof(Guess));
        step->answers.guesses[step->answers.count++] = *line->guesses[i];
    }
}

/* Returns where it stopped. */
static const char *read_line(Lesson *lesson, const char *at, AnswersCount *counts) {
    char *end;
    Line line = {0};
    uint32_t mark = (uint32_t)strtoul(at, &end, 16);
    bool good = end == at + DIGITS, ours = good && mark == mark_of(lesson);
    for (at = end; good && ours && *at == ' ' && strchr("0123456789", at[1]) && at[1];) {
        at++;
        good = read_answer(lesson, &at, &line);
    }
    good = good && (!*at || strchr(" \t\r\n\"'<,", *at)) && strncmp(at, " =", 2) != 0;
    if (good && ours) add_line(lesson, &line);
    counts->taken += good && ours;
    counts->other += good && !ours;
    counts->damaged += !good;
    for (int i = 0; i < lesson->count; i++) free(line.guesses[i]);
    return at;
}

void answers_read(Lesson *lesson, const char *text, size_t count, AnswersCount *counts) {
    if (strlen(text) != count) return; /* a file of another kind */
    for (const char *at = text; (at = strstr(at, word));) at = read_line(lesson, at + strlen(word), counts);
}

typedef struct Loading {
    Lesson *lesson;
    AnswersCount *counts;
} Loading;

static bool load_file(Lesson *lesson, const char *path, AnswersCount *counts, Text *why) {
    Text text = {0};
    bool good = file_read(path, FILE_BYTES_MAX, &text, why);
    if (good) answers_read(lesson, text_string(&text), text.length, counts);
    text_free(&text);
    return good;
}

/* What else lies in the folder is no mistake. */
static void see_file(void *self, const char *path) {
    const Loading *loading = self;
    Text why = {0};
    load_file(loading->lesson, path, loading->counts, &why);
    text_free(&why);
}

bool answers_load(Lesson *lesson, const char *path, AnswersCount *counts, Text *why) {
    Loading loading = {lesson, counts};
    if (!folder_each(path, see_file, &loading) && !load_file(lesson, path, counts, why)) return false;
    if (counts->taken) return true;
    text_setf(why, "%s: no answers to this lesson", path);
    if (counts->other) text_addf(why, "; %d to another lesson", counts->other);
    if (counts->damaged) text_addf(why, "; %d that cannot be read", counts->damaged);
    return false;
}

static void look_for_line(void *found, const char *path) {
    Text text = {0}, why = {0};
    if (file_read(path, FILE_BYTES_MAX, &text, &why) && strstr(text_string(&text), word)) *(bool *)found = true;
    text_free(&text);
    text_free(&why);
}

bool answers_stand_in(const char *path) {
    bool found = false;
    if (!folder_each(path, look_for_line, &found)) look_for_line(&found, path);
    return found;
}

void answers_words(const AnswersCount *counts, Text *out) {
    text_addf(out, "%d answer%s", counts->taken, counts->taken == 1 ? "" : "s");
    if (counts->other) text_addf(out, ", %d to another lesson left out", counts->other);
    if (counts->damaged) text_addf(out, ", %d not readable", counts->damaged);
}
