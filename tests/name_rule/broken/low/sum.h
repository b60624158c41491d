/* A room's header as it should be. */
double sum_of(int count);
int sum_fits(int count);
