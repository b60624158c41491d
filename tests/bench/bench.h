/* What every measurement needs: a clock, medians, starting programs, and one way to say how it went. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

double bench_now(void); /* milliseconds */

/* The value below which the `part` (0 … 1) of them lies. Sorts them. */
double bench_quantile(double *values, size_t count, double part);

/* The median of ours[i]/theirs[i]: what is measured in turns shares the machine's drift. */
double bench_ratio(const double *ours, const double *theirs, size_t count);

/* Prints a line that ends in PASS or FAIL: passed where value <= limit. */
bool bench_judge(const char *what, double value, double limit, const char *unit);

/* Starts a program, its output thrown away; ends this one where it cannot. */
pid_t bench_start(const char *const *argv);
/* Waits for its end; false where that was not with status 0. */
bool bench_ended(pid_t pid);

#endif
