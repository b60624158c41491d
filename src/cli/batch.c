#include "cli/batch.h"

#include "base/memory.h"
#include "cli/report_error.h"
#include "cli/jobs.h"
#include "base/progress.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Processes rather than threads: a job that ends its process takes only its own share with it, and no library
   has to be asked whether it may be used from two sides. */
enum { WORKERS_MAX = 16 };

/* A worker answers for each job with this, and then the reason's bytes. */
typedef struct Answer {
    uint32_t job, length; /* 0: it is drawn */
} Answer;

typedef struct Worker {
    pid_t pid;
    int results; /* its pipe's end, -1 when it has ended or never began */
} Worker;

typedef struct Batch {
    const Jobs *jobs;
    Text *reasons;  /* one a job; empty where it is drawn */
    bool *answered; /* the same */
    size_t done, workers;
    Worker worker[WORKERS_MAX];
    Progress progress;
} Batch;

static bool write_all(int descriptor, const void *bytes, size_t count) {
    const char *at = bytes;
    while (count > 0) {
        ssize_t written = write(descriptor, at, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        at += written;
        count -= (size_t)written;
    }
    return true;
}

/* Reads `count` bytes. False at the end. */
static bool read_all(int descriptor, void *bytes, size_t count) {
    char *at = bytes;
    while (count > 0) {
        ssize_t got = read(descriptor, at, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        count -= (size_t)got;
    }
    return true;
}

/* Does every `workers`-th job from `first` on. */
static void work(const Jobs *jobs, size_t first, size_t workers, int results) {
    PaintFonts *fonts = paint_fonts_open();
    size_t index = 0;
    for (const TreeNode *job = jobs->first; job; job = job->next, index++) {
        if (index % workers != first) continue;
        Text why = {0};
        jobs_draw(jobs, job, index, fonts, &why);
        Answer result = {(uint32_t)index, (uint32_t)why.length};
        bool heard = write_all(results, &result, sizeof result) && write_all(results, why.data, why.length);
        text_free(&why);
        if (!heard) break;
    }
    paint_fonts_close(fonts);
}

/* Starts a worker. Where no further process is to be had, its jobs have no result. */
static void start_worker(Batch *batch, size_t index) {
    int ends[2];
    batch->worker[index] = (Worker){-1, -1};
    if (pipe(ends) != 0) return;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (size_t i = 0; i < index; i++) close(batch->worker[i].results);
        work(batch->jobs, index, batch->workers, ends[1]);
        _Exit(fflush(NULL) != 0);
    }
    close(ends[1]);
    if (pid < 0) close(ends[0]);
    batch->worker[index] = (Worker){pid, pid < 0 ? -1 : ends[0]};
}

static size_t processors(size_t jobs) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = count < 1 ? 1 : count > WORKERS_MAX ? WORKERS_MAX : (size_t)count;
    return workers < jobs ? workers : jobs;
}

static void take_answer(Batch *batch, Worker *worker) {
    Answer result;
    bool heard = read_all(worker->results, &result, sizeof result) && result.job < batch->jobs->count;
    Text reason = {0};
    char block[4096];
    for (size_t left = heard ? result.length : 0; heard && left > 0;) {
        size_t part = left < sizeof block ? left : sizeof block;
        heard = read_all(worker->results, block, part);
        if (heard) text_add_bytes(&reason, block, part);
        left -= part;
    }
    if (!heard) {
        close(worker->results);
        worker->results = -1;
        text_free(&reason);
        return;
    }
    batch->reasons[result.job] = reason;
    batch->answered[result.job] = true;
    progress_show(&batch->progress, ++batch->done);
}

static void listen(Batch *batch) {
    for (;;) {
        struct pollfd ends[WORKERS_MAX];
        nfds_t open = 0;
        for (size_t i = 0; i < batch->workers; i++) {
            ends[i] = (struct pollfd){.fd = batch->worker[i].results, .events = POLLIN};
            open += batch->worker[i].results >= 0;
        }
        if (!open) return;
        if (poll(ends, (nfds_t)batch->workers, -1) < 0 && errno != EINTR) return;
        for (size_t i = 0; i < batch->workers; i++)
            if (ends[i].fd >= 0 && ends[i].revents) take_answer(batch, &batch->worker[i]);
    }
}

static void wait_for_all(const Batch *batch) {
    for (size_t i = 0; i < batch->workers; i++) {
        while (batch->worker[i].pid > 0 && waitpid(batch->worker[i].pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
}

/* Reports the failures in the file's order. Returns how many there were. */
static size_t report(const Batch *batch) {
    size_t failed = 0, index = 0;
    for (const TreeNode *job = batch->jobs->first; job; job = job->next, index++) {
        Text *reason = &batch->reasons[index];
        if (!batch->answered[index])
            text_setf(reason, "%s:%d: the job did not finish", batch->jobs->path, job->line);
        if (reason->length) cli_report_error(reason);
        failed += reason->length > 0;
        text_free(reason);
    }
    return failed;
}

static int draw_all(const Jobs *jobs) {
    Batch batch = {
        .jobs = jobs, .workers = processors(jobs->count), .progress = progress_begin(jobs->count, true)};
    batch.reasons = memory_resize(NULL, jobs->count + 1, sizeof *batch.reasons);
    batch.answered = memory_resize(NULL, jobs->count + 1, sizeof *batch.answered);
    memset(batch.reasons, 0, (jobs->count + 1) * sizeof *batch.reasons);
    memset(batch.answered, 0, (jobs->count + 1) * sizeof *batch.answered);
    fflush(NULL);
    for (size_t i = 0; i < batch.workers; i++) start_worker(&batch, i);
    listen(&batch);
    wait_for_all(&batch);
    progress_end(&batch.progress);
    size_t failed = report(&batch);
    free(batch.reasons);
    free(batch.answered);
    return failed ? 1 : 0;
}

int cli_batch(const CliRequest *request) {
    Jobs jobs;
    Text why = {0};
    int status = 2;
    if (jobs_check_call(request, &why)) {
        if (jobs_read(&jobs, request, cli_request_is_explicit(request, CLI_BATCH), &why)) status = draw_all(&jobs);
        jobs_free(&jobs);
    }
    if (why.length) cli_report(&why);
    text_free(&why);
    return status;
}
