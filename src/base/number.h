/* Numbers as text and back. Independent of the locale: the program never sets LC_NUMERIC. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* A short text returned by value, so that callers need neither buffers nor free(). */
typedef struct NumberText {
    char text[48];
} NumberText;

/* Writes the shortest decimal that reads back as the same double: 0.02, 2e-05, 1, -0.5. Meant for files and
 * stdout. */
NumberText number_exact(double value);

/* At most `digits` significant ones, no trailing zeros, the true minus sign (U+2212), "2e-5" style where that
   is shorter. For people. */
NumberText number_readable(double value, int digits);

/* Writes a whole number for people, in groups of three with thin spaces (U+2009) from four digits on: 1 000.
 */
NumberText number_grouped(int64_t value);

/* Writes a whole number with a unit prefix where that loses nothing (90k, 1.5M, 2G), else grouped. */
NumberText number_short(int64_t value);

/* Reads what people type: 0.001, 1e-3, 1/1000, 1k, 2.5M (also G, T; a small m could mean a thousandth and is
   refused), 10_000, 1 000, the true minus sign. White space around it is skipped. False (and *value
   untouched) for anything else, nan and inf included. */
bool number_parse(const char *text, double *value);

/* Reads a number with a percent sign behind it: *percent is 12.5 of "12.5%", *share the double nearest to
   0.125. False where there is no such sign. */
bool number_parse_percent(const char *text, double *percent, double *share);

/* Takes the zeros out of the exponents in a text, which only machines write: 2e-05 becomes 2e-5, 1e+20 1e20. */
void number_tighten(char *text);

#endif
