# The default warm-up as lrscope draws it: gnuplot -e "format='svg'; place='x.svg'" warmup.gnuplot
if (format eq "svg") {
    set terminal svg size 1280,720
} else {
    set terminal pngcairo size 1280,720
}
set output place
iters = 1000.0
factor = 0.001
rate(step) = 0.002 * (step < iters ? factor * (1 - step / iters) + step / iters : 1)
set title "Never above 1"
set xlabel "step"
set ylabel "learning rate"
set xrange [0:2000]
set yrange [0:0.0023]
set grid
unset key
set samples 2001
plot rate(x) with lines linewidth 3, 0.002 with lines dashtype 2
