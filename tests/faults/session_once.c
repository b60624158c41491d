/* A window without its display: session_once FACTOR opens the session, sets warmup_factor, writes it and closes;
   session_once says what is remembered. */
#include "window/session.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    static App app;
    Session session;
    Scenario scenario = scenario_default();
    app_open(&app, &scenario, &theme_dark);
    scenario_free(&scenario);
    session_open(&session, &app, SESSION_RESUME, true);
    if (argc > 1) {
        app.scenario.schedule.warmup_factor = strtod(argv[1], NULL);
        session_stir(&session, &(Input){.kind = INPUT_KEY}, 10);
        session_tick(&session, &app, 11);
        session_close(&session, &app);
    } else {
        printf("%g\n", app.scenario.schedule.warmup_factor);
        session_abandon(&session);
    }
    app_close(&app);
    return 0;
}
