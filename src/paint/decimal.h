/* Short decimal numbers for files: '.' in every locale, no exponent. */
#ifndef PAINT_DECIMAL_H
#define PAINT_DECIMAL_H

#include "base/text.h"

/* Adds `value` rounded to at most `decimals` (0 … 6) decimals, without trailing zeros. Finite values beyond
   1e12 are held there. */
void decimal_add(Text *out, double value, int decimals);

#endif
