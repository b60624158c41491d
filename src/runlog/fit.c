#include "runlog/fit.h"

#include "base/memory.h"
#include "runlog/fitting.h"
#include "runlog/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A mean over an epoch is the rate at its middle but for the curve between. */
#define MEAN_SLACK 0.004

enum { TRIES = 60000 };

/* Pieces: runs of rows in which steps go on and the rate does not rise again after it fell. */

static bool rises_again(const Rows *rows, size_t row, double greatest) {
    double before = rows_rate(rows, row - 1),
           slack = 2 * (rows_tolerance(rows, row) + rows_tolerance(rows, row - 1));
    return rows_rate(rows, row) > before + slack && before < greatest - slack;
}

typedef struct Piece {
    size_t first, count;
} Piece;

static size_t find_pieces(const Rows *rows, const LogClock *clock, Piece *pieces, size_t max) {
    size_t count = 0;
    double greatest = -INFINITY, lowest_start = INFINITY;
    for (size_t i = 0; i < rows->count; i++) {
        bool back = i && rows_step(rows, i, clock) < rows_step(rows, i - 1, clock);
        bool fell = i && greatest > lowest_start;
        bool again = i && fell && rises_again(rows, i, greatest);
        if (!count || back || again) {
            if (count == max) break;
            pieces[count++] = (Piece){i, 0};
            greatest = -INFINITY;
            lowest_start = -INFINITY;
        }
        pieces[count - 1].count++;
        greatest = fmax(greatest, rows_rate(rows, i));
    }
    return count;
}

/* How many rows of the piece differ from the one before. */
static size_t count_changes(const Fit *fit, Piece piece) {
    size_t changes = 0;
    for (size_t i = 1; i < piece.count; i++)
        changes += fit->rows.points[piece.first + i].rate != fit->rows.points[piece.first + i - 1].rate;
    return changes;
}

/* True for a row beside one with another rate: an end of a stair. */
static bool is_corner(const Fit *fit, Piece piece, size_t i) {
    const LogPoint *point = &fit->rows.points[piece.first + i];
    return (i && point[-1].rate != point->rate) || (i + 1 < piece.count && point[1].rate != point->rate);
}

/* Takes the piece's rows, thinned, with updates that begin with `shift`. The corners of stairs are all kept.
 */
static void take_piece(Fit *fit, Piece piece) {
    enum { CORNERS_MAX = FITTING_ROWS_MAX / 4 };
    LogClock clock = clock_plain(fit->log, fit->start, fit->shift);
    bool stairs = count_changes(fit, piece) * 2 <= CORNERS_MAX;
    size_t most = stairs ? FITTING_ROWS_MAX / 2 : FITTING_ROWS_MAX, count = 0;
    size_t step = piece.count > most ? piece.count / most + 1 : 1;
    clock.epoch = 0;
    for (size_t i = 0; i < piece.count; i++) {
        if (i % step && i + 1 != piece.count && !(stairs && is_corner(fit, piece, i))) continue;
        size_t row = piece.first + i;
        double t = rows_update(&fit->rows, row, &clock);
        if (count && t <= fit->t[count - 1]) continue;
        fit->t[count] = t;
        fit->v[count] = fit->rows.points[row].rate;
        fit->tol[count++] = rows_tolerance(&fit->rows, row);
    }
    fit->piece = (Series){fit->t, fit->v, fit->tol, count};
    fit->last = fit->t[count - 1];
    fit->peak = 0;
    for (size_t i = 1; i < count; i++)
        if (fit->v[i] > fit->v[fit->peak] + fit->tol[i]) fit->peak = i;
}

static void fit_piece(Fit *fit, Piece piece) {
    take_piece(fit, piece);
    if (!fit->piece.count) return;
    fitting_warmups(fit);
    if (fitting_is_done(fit)) return;
    double stairs = fitting_stairs(fit, piece.first, piece.count);
    if (!(stairs > 1)) return;
    fitting_flatten(fit, stairs);
    fitting_warmups(fit);
    fit->interval = 0;
}

/* The whole log as one piece, where the rate rises again without a step back. */
static void fit_cycles(Fit *fit) {
    LogClock clock = clock_plain(fit->log, fit->start, fit->shift);
    for (size_t i = 1; i < fit->rows.count; i++)
        if (rows_step(&fit->rows, i, &clock) < rows_step(&fit->rows, i - 1, &clock)) return;
    take_piece(fit, (Piece){0, fit->rows.count});
    fitting_cycles(fit);
}

/* A line that begins below 0 is one that begins later: updates were skipped, or steps are counted from 1. */
static double late_start(Fit *fit, Piece piece) {
    take_piece(fit, piece);
    Series s = {fit->piece.t, fit->piece.v, fit->piece.tol, fit->peak};
    if (s.count < 2) return 0;
    Line line = line_fit(s, NULL), robust = line_robust(s);
    if (line.worst > 1.5) line = robust;
    double late = line.slope > 0 ? line.at_0 / line.slope : 0;
    return late < -0.5 && late > -0.2 * (fit->last + 10) - 100 ? round(late) : 0;
}

/* Ranking. */

/* Rows of the piece count in full: a reading that follows it is worth more than one that many rows agree with
   by chance. */
static double value_in(Piece piece, const LogStretch *stretches, size_t count) {
    double value = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; stretches[i].agrees && k < stretches[i].count; k++) {
            size_t row = stretches[i].first + k;
            value += row >= piece.first && row < piece.first + piece.count ? 1 : 0.25;
        }
    return value;
}

static bool is_telling(const Rows *rows, size_t row) {
    if (row == 0) return true;
    return fabs(rows_rate(rows, row) - rows_rate(rows, row - 1)) >
           rows_tolerance(rows, row) + rows_tolerance(rows, row - 1);
}

static size_t count_telling(const Rows *rows, const LogStretch *stretches, size_t count) {
    size_t telling = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; stretches[i].agrees && k < stretches[i].count; k++)
            telling += is_telling(rows, stretches[i].first + k);
    return telling;
}

/* Follows the log through the candidate; what is better than before is kept. */
static void follow(const Rows *rows, Piece piece, double shift, long tries, LogFit *judged) {
    LogClock clock = clock_plain(rows->log, rows->schedule, shift);
    clock.epoch = 0;
    Walk walk = walk_rows(rows, &clock, tries);
    size_t changes = walk.skips + walk.restarts;
    double value = value_in(piece, walk.stretches, walk.count) - 2 * (double)changes;
    if (value > judged->value) {
        judged->explained = walk.agreeing;
        judged->telling = count_telling(rows, walk.stretches, walk.count);
        judged->skips = changes;
        judged->value = value;
        judged->shift = (int)shift;
    }
    walk_free(&walk);
}

/* Rows that agree, and what that took. */
static LogFit judge(const Fit *fit, const Candidate *candidate, Piece piece) {
    LogFit judged = {.schedule = candidate->schedule, .shift = (int)candidate->shift};
    Rows rows = fit->rows;
    rows.schedule = &judged.schedule;
    follow(&rows, piece, candidate->shift, 0, &judged);
    if (judged.explained < rows.count) follow(&rows, piece, candidate->shift, TRIES, &judged);
    if (judged.explained < rows.count && fit->base_shift != candidate->shift)
        follow(&rows, piece, fit->base_shift, TRIES, &judged);
    LogClock clock = clock_plain(fit->log, &judged.schedule, judged.shift);
    clock.epoch = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (rows_agree(&rows, i, &clock, 1))
            judged.largest = fmax(judged.largest, rows_deviation(&rows, i, &clock, 1));
    judged.complexity =
        fitting_complexity(&judged.schedule, fit->log, judged.shift) + 2 * (double)judged.skips;
    return judged;
}

static bool is_better(const LogFit *one, const LogFit *other) {
    if (one->value != other->value) return one->value > other->value;
    return one->complexity < other->complexity;
}

static bool is_same(const LogFit *one, const LogFit *other) {
    const Schedule *a = &one->schedule, *b = &other->schedule;
    return a->base_lr == b->base_lr && a->warmup_iters == b->warmup_iters &&
           a->warmup_factor == b->warmup_factor && a->decay == b->decay && a->total_steps == b->total_steps &&
           a->final_factor == b->final_factor && one->shift == other->shift;
}

static size_t insert(LogFit *fits, size_t count, const LogFit *one) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        if (is_same(&fits[i], one)) return count;
    while (at < count && !is_better(one, &fits[at])) at++;
    if (at >= LOG_FITS_MAX) return count;
    if (count == LOG_FITS_MAX) count--;
    memmove(fits + at + 1, fits + at, (count - at) * sizeof *fits);
    fits[at] = *one;
    return count + 1;
}

static int by_plain(const void *a, const void *b) {
    const Candidate *one = a, *other = b;
    if (one->plain != other->plain) return one->plain < other->plain ? 1 : -1;
    return (one->complexity > other->complexity) - (one->complexity < other->complexity);
}

/* Ranks the fits. Only those that do well by themselves are followed row by row, which takes longer. */
static size_t rank(Fit *fit, Piece piece, LogFit *fits, size_t kept) {
    enum { FOLLOWED = 8, POLISHED_ROWS = 8000 };
    size_t followed = 0;
    qsort(fit->candidates, fit->count, sizeof *fit->candidates, by_plain);
    size_t polished = POLISHED_ROWS / (fit->rows.count + 1) + 1;
    if (polished > FOLLOWED) polished = FOLLOWED;
    for (size_t i = 0; i < polished && i < fit->count && fit->candidates[i].plain < fit->rows.count; i++)
        fitting_polish(fit, &fit->candidates[i]);
    qsort(fit->candidates, fit->count, sizeof *fit->candidates, by_plain);
    for (size_t i = 0; i < fit->count; i++) {
        bool whole = fit->candidates[i].plain == fit->rows.count;
        if (!whole && followed++ >= FOLLOWED) break;
        LogFit one = judge(fit, &fit->candidates[i], piece);
        if (one.explained > 0) kept = insert(fits, kept, &one);
    }
    return kept;
}

/* What the log leaves open. */

static void say_open(const Fit *fit, LogFit *fits, size_t count) {
    LogFit *best = &fits[0];
    const Schedule *s = &best->schedule;
    double last = fit->last;
    Text *out = &best->ambiguous;
    if (best->explained * 2 < fit->rows.count)
        text_addf(
            out,
            "It explains only %zu of %zu rows: a part of the log follows it, the rest does something else.\n",
            best->explained, fit->rows.count);
    else if (best->explained < fit->rows.count)
        text_addf(out, "It explains %zu of %zu rows.\n", best->explained, fit->rows.count);
    if (best->skips)
        text_addf(out, "At %zu places updates were skipped or the schedule began anew.\n", best->skips);
    if (s->warmup_iters > 0 && (double)s->warmup_iters >= last && s->warmup_method == WARMUP_LINEAR)
        text_add(out, "The log ends in the warm-up: only the slope base_lr*(1 - warmup_factor)/warmup_iters "
                      "and the first rate are seen.\n");
    if (s->decay == DECAY_NONE && s->warmup_iters == 0)
        text_add(out, "The rate is constant: neither the shift nor the length of the run is seen.\n");
    if (s->decay == DECAY_LINEAR && s->warmup_iters == 0)
        text_add(out, "On a straight line base_lr, total_steps and final_factor are seen only together; the "
                      "round numbers were taken.\n");
    if (s->decay == DECAY_COSINE && last < 0.8 * (double)s->total_steps)
        text_add(out, "The log ends early: total_steps and final_factor are seen only roughly.\n");
    if (s->decay == DECAY_MULTISTEP || s->warmup_method == WARMUP_CONSTANT)
        text_add(out, "A jump lies somewhere between two rows; the roundest step there was taken.\n");
    for (size_t i = 1; i < count; i++)
        if (fits[i].explained == best->explained && fits[i].shift != best->shift) {
            text_addf(out, "With a shift of %d the same rows fit other numbers.\n",
                      fits[i].shift - (fit->log->unit == LOG_EPOCHS ? fit->log->first_epoch : 0));
            break;
        }
}

static size_t fit_shift(Fit *fit, double shift, LogFit *fits, size_t kept) {
    enum { PIECES_MAX = 32 };
    Piece pieces[PIECES_MAX];
    LogClock clock = clock_plain(fit->log, fit->start, shift);
    size_t count = find_pieces(&fit->rows, &clock, pieces, PIECES_MAX), longest = 0;
    for (size_t i = 1; i < count; i++)
        if (pieces[i].count > pieces[longest].count) longest = i;
    if (count > 1) {
        fit->base_shift = fit->shift = shift;
        fit->count = 0;
        fit_cycles(fit);
        kept = rank(fit, (Piece){0, fit->rows.count}, fits, kept);
    }
    for (int which = 0; which < (longest ? 2 : 1); which++) {
        Piece piece = pieces[which ? longest : 0];
        fit->base_shift = fit->shift = shift;
        fit->count = 0;
        double late = late_start(fit, piece);
        fit_piece(fit, piece);
        if (late) {
            fit->shift = shift + late;
            fit_piece(fit, piece);
        }
        kept = rank(fit, piece, fits, kept);
    }
    return kept;
}

/* A few rows agree with anything, and so do rows that all hold the same rate. */
static bool explains_enough(const LogFit *fit, size_t rows, size_t telling) {
    enum { LEAST = 4, PART = 4 };
    return fit->explained >= (rows < LEAST ? rows : LEAST) && fit->explained * PART >= rows &&
           fit->telling * PART >= telling;
}

/* Leaves out what explains too little to be called the log's schedule. */
static size_t drop_guesses(const Rows *rows, LogFit *fits, size_t count) {
    size_t telling = 0, kept = 0;
    for (size_t i = 0; i < rows->count; i++) telling += is_telling(rows, i);
    for (size_t i = 0; i < count; i++)
        if (explains_enough(&fits[i], rows->count, telling)) fits[kept++] = fits[i];
    return kept;
}

size_t runlog_fit(const RunLog *log, const Schedule *start, int asked, LogFit *fits) {
    Fit *fit = memory_resize(NULL, 1, sizeof *fit);
    size_t count = 0;
    *fit = (Fit){.log = log, .start = start, .rows = rows_of(log, start)};
    fit->rows.unit = 1;
    fit->rows.slack = log->moment == LOG_AT_EPOCH_MEAN ? MEAN_SLACK : 0;
    fit->t = memory_resize(NULL, 3 * (FITTING_ROWS_MAX + 4), sizeof *fit->t);
    fit->v = fit->t + FITTING_ROWS_MAX + 4;
    fit->tol = fit->v + FITTING_ROWS_MAX + 4;
    int shifts[] = {log->shift, 0, -1, 1};
    for (int i = 0; i < (asked != LOG_SHIFT_AUTO || !log->shift_open ? 1 : 4); i++) {
        if (i && shifts[i] == log->shift) continue;
        double shift =
            asked == LOG_SHIFT_AUTO ? shifts[i] : asked + (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
        count = fit_shift(fit, shift, fits, count);
    }
    count = drop_guesses(&fit->rows, fits, count);
    for (size_t i = 0; i < count; i++)
        fits[i].reported_shift = fits[i].shift - (log->unit == LOG_EPOCHS ? log->first_epoch : 0);
    if (count) say_open(fit, fits, count);
    free(fit->t);
    free(fit);
    return count;
}

void fits_free(LogFit *fits, size_t count) {
    for (size_t i = 0; i < count; i++) text_free(&fits[i].ambiguous);
}
