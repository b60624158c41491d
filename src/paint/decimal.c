#include "paint/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double largest = 1e12;

void decimal_add(Text *out, double value, int decimals) {
    long long power = 1;
    for (int i = 0; i < decimals; i++) power *= 10;
    long long units = llround(fmax(-largest, fmin(largest, value)) * (double)power);
    long long whole = llabs(units) / power, part = llabs(units) % power;
    char text[48];
    int length = snprintf(text, sizeof text, part ? "%s%lld.%0*lld" : "%s%lld", units < 0 ? "-" : "", whole,
                          decimals, part);
    while (part && text[length - 1] == '0') length--;
    text_add_bytes(out, text, (size_t)length);
}
