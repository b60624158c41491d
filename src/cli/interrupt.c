#include "cli/interrupt.h"

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING = sizeof ending / sizeof *ending };

void cli_interrupt_hold(CliInterrupt *interrupt) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < ENDING; i++) sigaddset(&set, ending[i]);
    sigprocmask(SIG_BLOCK, &set, &interrupt->before);
}

bool cli_interrupt_waits(void) {
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return false;
    for (int i = 0; i < ENDING; i++)
        if (sigismember(&waiting, ending[i]) == 1) return true;
    return false;
}

void cli_interrupt_release(const CliInterrupt *interrupt) {
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
}
