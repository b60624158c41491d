/* The tables that exact_power.c and exact_angle.c begin from. */
#ifndef BASE_EXACT_TABLES_H
#define BASE_EXACT_TABLES_H

#include "base/double_double.h"

typedef struct LogRow {
    double inverse;    /* about 1/m in the middle of the row's range, of few bits */
    DoubleDouble part; /* -log(inverse), or -log(2*inverse) from row EXACT_LOG_HALF on */
} LogRow;

typedef struct AngleRow {
    DoubleDouble cosine, sine;
} AngleRow;

enum { EXACT_LOG_HALF = 53, INVERSE_TURN_WORDS = 42 };

extern const DoubleDouble exact_exp2_table[64]; /* 2^(i/64) */
extern const LogRow exact_log_table[128];       /* for 1 + i/128 <= m < 1 + (i+1)/128 */
extern const AngleRow exact_angle_table[33];    /* of i*pi/128 */
extern const DoubleDouble exact_inverse_factorial[18];
extern const uint32_t exact_inverse_turn[INVERSE_TURN_WORDS]; /* 1/(2*pi), 32 bits a word, after the point */

#endif
