#include "cli/report_error.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void say(const char *words, size_t count) {
    fputs("lrscope: ", stderr);
    for (size_t i = 0; i < count; i++) {
        bool control = (unsigned char)words[i] < 0x20 || words[i] == 0x7F;
        fputc(control ? '?' : words[i], stderr);
    }
    fputc('\n', stderr);
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
