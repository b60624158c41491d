#include "code/settings.h"

#include "code/model.h"
#include "code/python.h"

#include <stdio.h>
#include <string.h>

NumberText settings_real(double value) {
    NumberText plain = number_exact(value), real = plain;
    const char *power = strchr(plain.text, 'e');
    if (!power) return plain;
    bool point = strchr(plain.text, '.') != NULL, sign = power[1] == '-' || power[1] == '+';
    snprintf(real.text, sizeof real.text, "%.*s%se%s%s", (int)(power - plain.text), plain.text, point ? "" : ".0",
             sign ? "" : "+", power + 1);
    return real;
}

bool settings_refuse_beyond(const Schedule *schedule, const char *framework, Text *out) {
    if (schedule->function) {
        settings_refuse(schedule, framework, "they have no functions of the step", out);
        return true;
    }
    if (!model_goes_beyond(schedule)) return false;
    python_recipe(schedule, out);
    model_refuse(schedule, framework, out);
    return true;
}

void settings_refuse(const Schedule *schedule, const char *framework, const char *reason, Text *out) {
    python_recipe(schedule, out);
    text_addf(out, "# The settings of %s cannot say this:\n# %s.\n", framework, reason);
}

bool settings_drops_at_once(const Schedule *schedule) {
    return schedule->decay == DECAY_MULTISTEP && schedule->milestones[0] == 0;
}
