#include "chart/chart.h"
#include "paint/screen.h"
