#include "cli/complain.h"

#include <stdio.h>

void cli_complain(const Text *why) {
    fputs("lrscope: ", stderr);
    for (const char *at = text_string(why); *at; at++)
        fputc((unsigned char)*at < 0x20 || *at == 0x7F ? '?' : *at, stderr);
    fputc('\n', stderr);
}
