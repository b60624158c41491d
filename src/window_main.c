/* lrscope-window: started by lrscope with the same arguments where a window is asked for. */
#include "cli/cli.h"
#include "cli/complain.h"
#include "cli/export.h"
#include "window/window.h"

int main(int argc, char **argv) {
    CliWindow window;
    int status = cli_run(argc, argv, &window);
    if (status != CLI_OPEN_WINDOW) return status;
    cli_report(&window.report);
    status = window_run(&(WindowStart){.scenario = &window.scenario,
                                       .path = window.path,
                                       .given = window.given,
                                       .fresh = window.fresh,
                                       .reduced_motion = window.reduced_motion,
                                       .theme = window.theme,
                                       .lesson = &window.lesson,
                                       .exporter = &cli_exporter});
    cli_window_free(&window);
    return status;
}
