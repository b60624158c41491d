/* A number as it was printed: its value and its digits. */
#ifndef RUNLOG_FIGURE_H
#define RUNLOG_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Figure {
    double value;
    int16_t decimals;    /* places behind the point, exponent included: 2.5e-05 has 6 */
    uint8_t significant; /* from the first digit that is not 0 to the last; 1 for 0 */
    bool padded;         /* ends in a 0 that only a fixed number of digits explains: 1.00, 3.0e-05 */
} Figure;

/* Reads a decimal number at `text`, which ends before `end`; *end itself may be read. Returns behind it, or
   NULL where there is none: NaN, Infinity, hexadecimal and words are none. */
const char *runlog_figure_read(const char *text, const char *end, Figure *figure);

#endif
