#include "cli/report_error.h"

#include <stdio.h>
#include <string.h>

static void say(const char *words, size_t count) {
    Text line = {0}, visible = {0};
    text_add_bytes(&line, words, count);
    text_add_visible(&visible, text_string(&line));
    fprintf(stderr, "lrscope: %s\n", text_string(&visible));
    text_free(&line);
    text_free(&visible);
}

void cli_report_error(const Text *why) {
    say(text_string(why), strlen(text_string(why)));
}

void cli_report(const Text *words) {
    for (const char *at = text_string(words); *at;) {
        size_t count = strcspn(at, "\n");
        say(at, count);
        at += count + (at[count] == '\n');
    }
}
