/* The manual page and the shells' completions, made of the same tables as the program itself. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "base/text.h"

/* Writes lrscope(1) in man's own macros. It has no date: the same version makes the same bytes. */
void manual_page(Text *out);

/* Completions that offer every option and the words that it takes. */
void manual_bash(Text *out);
void manual_zsh(Text *out);
void manual_fish(Text *out);

#endif
