#include "window/signals.h"

#include <SDL.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static bool is_ignored(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static sigset_t ending(void) {
    sigset_t set;
    sigemptyset(&set);
    if (!is_ignored(SIGINT)) sigaddset(&set, SIGINT);
    if (!is_ignored(SIGTERM)) sigaddset(&set, SIGTERM);
    return set;
}

void signals_hold(void) {
    sigset_t set = ending();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static int watch(void *nothing) {
    (void)nothing;
    sigset_t set = ending();
    int number;
    if (sigwait(&set, &number) == 0) SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    pthread_sigmask(SIG_UNBLOCK, &set, NULL); /* a second one ends the program at once */
    for (;;) pause();
    return 0;
}

void signals_watch(void) {
    sigset_t set = ending();
    SDL_Thread *watcher = SDL_CreateThread(watch, "signals", NULL);
    if (watcher)
        SDL_DetachThread(watcher);
    else
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
