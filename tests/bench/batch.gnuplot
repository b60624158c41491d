# 200 warm-ups in one process: gnuplot -e "format='svg'; folder='x'; count=200" batch.gnuplot
if (format eq "svg") {
    set terminal svg size 1280,720
}
if (format eq "png") {
    set terminal pngcairo size 1280,720
}
if (format eq "pdf") {
    set terminal pdfcairo size 17.78in,10in
}
iters = 1000.0
rate(step, factor) = 0.002 * (step < iters ? factor * (1 - step / iters) + step / iters : 1)
set title "Never above 1"
set xlabel "step"
set ylabel "learning rate"
set xrange [0:2000]
set yrange [0:0.0023]
set grid
unset key
set samples 2001
do for [i=1:count] {
    set output sprintf("%s/g%d.%s", folder, i, format)
    plot rate(x, i / (count + 1.0)) with lines linewidth 3, 0.002 with lines dashtype 2
}
