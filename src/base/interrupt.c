#include "base/interrupt.h"

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING = sizeof ending / sizeof *ending };

void interrupt_hold(Interrupt *interrupt) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < ENDING; i++) sigaddset(&set, ending[i]);
    sigprocmask(SIG_BLOCK, &set, &interrupt->before);
}

bool interrupt_waits(void) {
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return false;
    for (int i = 0; i < ENDING; i++)
        if (sigismember(&waiting, ending[i]) == 1) return true;
    return false;
}

void interrupt_release(const Interrupt *interrupt) {
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
}
