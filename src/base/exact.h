/* Elementary functions that give the same bits on every machine. The C library picks its versions by
   processor (with fused multiply-add or without) and they differ in last bits; these use plain IEEE
   operations only.

   Each is computed in double-double and rounded once: the double nearest to the true value in all but about
   one case in 2^40. Special values are C99's (annex F): nan where nothing is defined, infinities where they
   belong; errno and the exception flags mean nothing here. */
#ifndef BASE_EXACT_H
#define BASE_EXACT_H

double exact_exp(double x);
double exact_log(double x);
double exact_log2(double x);
double exact_log10(double x);
double exact_pow(double x, double y);
double exact_tanh(double x);

/* The angle is in radians and reduced by the true pi, however large x is. */
double exact_sin(double x);
double exact_cos(double x);
double exact_tan(double x);

/* The angle is in half turns: cos(pi*x) and sin(pi*x) with the true pi, so exactly 0, 1 and -1 where they
 * should be. */
double exact_cos_pi(double x);
double exact_sin_pi(double x);

#endif
