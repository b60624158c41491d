#include "base/interrupt.h"

#include "base/file.h"

#include <signal.h>
#include <stddef.h>

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING = sizeof ending / sizeof *ending };

static volatile sig_atomic_t come; /* the first one; 0: none */
static struct sigaction before[ENDING]; /* what each did */

static void take(int number) {
    if (!come) {
        come = number;
        return;
    }
    file_remove_temporaries();
    signal(number, SIG_DFL);
    raise(number);
}

void interrupt_hold(void) {
    struct sigaction action = {.sa_handler = take, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    come = 0;
    for (int i = 0; i < ENDING; i++) {
        sigaction(ending[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) sigaction(ending[i], &action, NULL);
    }
}

bool interrupt_waits(void) {
    return come != 0;
}

void interrupt_release(void) {
    for (int i = 0; i < ENDING; i++) sigaction(ending[i], &before[i], NULL);
    int number = come;
    come = 0;
    if (number) raise(number);
}
