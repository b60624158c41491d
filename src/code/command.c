#include "code/dialects.h"
#include "code/function_code.h"
#include "code/python.h"
#include "code/recipe.h"
#include "schedule/parameters.h"

#include <string.h>

/* One more word of the command, on a line of its own where the present one is full. */
static void add_word(const char *word, size_t *column, Text *out) {
    enum { WIDTH = 88 };
    size_t length = strlen(word);
    bool full = *column + 1 + length > WIDTH - 2;
    text_addf(out, full ? " \\\n    %s" : " %s", word);
    *column = (full ? 4 : *column + 1) + length;
}

/* Adds --key=value where the value is not the default one and means something. */
static void add_option(const Schedule *schedule, const Schedule *usual, ParameterId id, size_t *column,
                       Text *out) {
    Text value = {0}, usual_value = {0}, word = {0};
    parameter_print(schedule, id, &value);
    parameter_print(usual, id, &usual_value);
    if (parameter_applies(schedule, id) && strcmp(text_string(&value), text_string(&usual_value))) {
        if (parameters[id].type == PARAMETER_REAL && parameter_epochs(schedule, id) == 0 &&
            parameter_percent(schedule, id) == 0)
            text_setf(&value, "%s", recipe_number(parameter_get(schedule, id), "/").text);
        text_add(&word, "--");
        for (const char *at = parameters[id].key; *at; at++) text_add_bytes(&word, *at == '_' ? "-" : at, 1);
        text_addf(&word, "=%s", text_string(&value));
        add_word(text_string(&word), column, out);
    }
    text_free(&word);
    text_free(&value);
    text_free(&usual_value);
}

typedef struct Line {
    size_t column;
    Text *out;
} Line;

static void add_function_word(const char *word, void *self) {
    Line *line = self;
    add_word(word, &line->column, line->out);
}

void command_write(const Schedule *schedule, Text *out) {
    Schedule usual = schedule_default();
    python_recipe(schedule, out);
    text_add(out, "lrscope");
    size_t column = strlen("lrscope");
    Line line = {column, out};
    if (schedule->function) code_function_words(schedule, add_function_word, &line);
    column = line.column;
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) add_option(schedule, &usual, id, &column, out);
    text_add(out, "\n");
}
