#include "cli/pins.h"

#include <string.h>

enum { ENTRIES_MAX = 32 };

/* A --pin, taken apart. */
typedef struct Pin {
    Text copy; /* of the argument, cut into pieces */
    const char *name;
    ParameterValue values[ENTRIES_MAX];
    size_t count;
    const Schedule *schedule; /* that it begins with: its function's names are keys too */
} Pin;

/* Returns where the next KEY=VALUE begins: a piece without = goes on with a list of milestones, or with a
   name. */
static char *next_entry(char *at) {
    while ((at = strchr(at, ','))) {
        char *next = at + 1;
        size_t key = strcspn(next, ",=");
        if (next[key] == '=') {
            *at = 0;
            return next;
        }
        at = next;
    }
    return NULL;
}

static bool refuse_key(const char *key, Text *why) {
    const char *near = parameter_nearest(key);
    text_addf(why, "there is no parameter '%.60s'", key);
    if (near) text_addf(why, "; did you mean %s?", near);
    return false;
}

static bool take_entry(Pin *pin, char *entry, Text *why) {
    char *value = strchr(entry, '=');
    if (!value) {
        text_addf(why, "'%.60s' is not allowed; it takes KEY=VALUE,KEY=VALUE", entry);
        return false;
    }
    *value++ = 0;
    if (!strcmp(entry, "name")) {
        pin->name = value;
        return true;
    }
    int id = parameter_find_in(pin->schedule, entry);
    if (id < 0) return refuse_key(entry, why);
    if (pin->count == ENTRIES_MAX) {
        text_add(why, "too many entries");
        return false;
    }
    pin->values[pin->count++] = (ParameterValue){.id = (ParameterId)id, .text = value};
    return true;
}

static bool read_entries(Pin *pin, Text *why) {
    for (char *entry = pin->copy.data, *next; entry; entry = next) {
        next = next_entry(entry);
        if (!take_entry(pin, entry, why)) return false;
    }
    return true;
}

static void say_refused(const Pin *pin, Text *why) {
    size_t i = 0;
    while (!pin->values[i].why.length) i++;
    text_add(why, text_string(&pin->values[i].why));
}

static bool add_pin(Scenario *scenario, Pin *pin) {
    Schedule schedule = scenario->schedule;
    Text name = {0};
    bool allowed = parameters_assign(&schedule, pin->values, pin->count);
    if (allowed && !(pin->name && *pin->name)) scenario_pin_name(scenario, &schedule, &name);
    if (allowed) scenario_pin(scenario, name.length ? text_string(&name) : pin->name, &schedule);
    text_free(&name);
    return allowed;
}

static bool add(CliRequest *request, const char *argument, Text *why) {
    Pin pin = {.schedule = &request->scenario.schedule};
    text_add(&pin.copy, argument);
    text_add(&pin.copy, ""); /* data is there, however short the argument */
    text_setf(why, "--pin: ");
    bool read = read_entries(&pin, why), added = read && add_pin(&request->scenario, &pin);
    if (read && !added) say_refused(&pin, why);
    if (added) text_clear(why);
    for (size_t i = 0; i < pin.count; i++) text_free(&pin.values[i].why);
    text_free(&pin.copy);
    return added;
}

bool cli_pins_add(CliRequest *request, Text *why) {
    for (size_t i = 0; i < request->word_count; i++) {
        CliWord word = request->words[i];
        if (word.value == CLI_FIRST_OPTION + CLI_PIN && !add(request, word.argument, why)) return false;
    }
    return true;
}
