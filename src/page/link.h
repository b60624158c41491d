/* A schedule in a link: what differs from the page's own, "warmup_factor=1.5&warmup_iters=500". */
#ifndef PAGE_LINK_H
#define PAGE_LINK_H

#include "schedule/parameters.h"

void link_write(const Schedule *own, const Schedule *schedule, Text *out);
/* False with the reasons in *why where some of it is refused; the rest is applied. */
bool link_read(Schedule *schedule, const char *assignments, Text *why);

#endif
