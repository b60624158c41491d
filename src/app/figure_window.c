#include "app/figure_window.h"

#include "app/app.h"
#include "base/memory.h"

#include <stdlib.h>

static void *open(const Scenario *scenario, const FigureSpec *spec, const Measure *measure,
                  const Scene **scene) {
    App *app = memory_resize(NULL, 1, sizeof *app);
    app_open(app, scenario, figure_theme(spec));
    app_resize(app, figure_width(spec), figure_height(spec));
    *scene = app_frame(app, &(Input){.kind = INPUT_NONE}, measure);
    return app;
}

static void close(void *opened) {
    app_close(opened);
    free(opened);
}

const FigureWindow app_figure_window = {open, close};
