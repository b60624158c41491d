/* What the window remembers: whatever it is put into shows a picture, and what it writes again it reads. */
#include "fuzz.h"

#include "app/app.h"
#include "app/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    static App app;
    Measure measure = measure_fixed();
    Scenario scenario = scenario_default();
    Text why = {0}, written = {0};
    app_open(&app, &scenario, &theme_dark);
    if (state_read(&app, (const char *)bytes, count, &why)) {
        app_frame(&app, &(Input){.kind = INPUT_NONE}, &measure);
        state_write(&app, &written);
        fuzz_holds(state_read(&app, text_string(&written), written.length, &why));
    } else {
        fuzz_holds(why.length > 0);
    }
    app_close(&app);
    scenario_free(&scenario);
    text_free(&why);
    text_free(&written);
    return 0;
}
