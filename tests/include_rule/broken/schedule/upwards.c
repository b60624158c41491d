#include "base/text.h"
#include "chart/chart.h"
