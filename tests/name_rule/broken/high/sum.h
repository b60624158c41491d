/* Two of these three begin with the other room's word. */
double sum_again(int count);
const char *sum_text(int count);
void total_of(int count);
