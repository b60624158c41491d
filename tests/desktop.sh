#!/bin/sh
# What is installed is whole, valid and works from where it was put: desktop.sh BUILD_FOLDER
set -eu
export LC_ALL=C.UTF-8
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() { echo "desktop: $*" >&2; exit 1; }
there() { for file in "$@"; do [ -s "$root/$file" ] || fail "$file is not installed"; done; }

cmake --install "$build" --prefix "$root" >"$root/log" 2>&1 || { cat "$root/log" >&2; fail "installing failed"; }

there bin/lrscope libexec/lrscope/lrscope-window.so share/man/man1/lrscope.1.gz share/bash-completion/completions/lrscope \
    share/zsh/vendor-completions/_lrscope share/fish/vendor_completions.d/lrscope.fish \
    share/applications/lrscope.desktop share/metainfo/org.lrscope.lrscope.metainfo.xml \
    share/icons/hicolor/scalable/apps/lrscope.svg share/doc/lrscope/copyright
for side in 16 24 32 48 64 128 256 512; do there share/icons/hicolor/${side}x$side/apps/lrscope.png; done

desktop-file-validate "$root/share/applications/lrscope.desktop" || fail "the launcher is not valid"
# A homepage is named where whoever builds it gives one (LRSCOPE_HOMEPAGE); newer validators want one.
metainfo() { appstreamcli validate --no-net "$@" "$root/share/metainfo/org.lrscope.lrscope.metainfo.xml" >"$root/log" 2>&1; }
metainfo || metainfo --override=url-homepage-missing=info ||
    { cat "$root/log" >&2; fail "the metainfo is not valid"; }
xmllint --noout "$root/share/icons/hicolor/scalable/apps/lrscope.svg" || fail "the icon is not well-formed"

gzip -dc "$root/share/man/man1/lrscope.1.gz" >"$root/lrscope.1"
man --warnings -E UTF-8 -l -Tutf8 -Z "$root/lrscope.1" >/dev/null 2>"$root/log"
[ ! -s "$root/log" ] || { cat "$root/log" >&2; fail "man warns of the manual page"; }
"$root/bin/lrscope" --help | sed -n 's/.* --\([a-z-]*\)[= ].*/\1/p' | sort -u >"$root/options"
[ "$(wc -l <"$root/options")" -gt 25 ] || fail "--help lists too few options to compare with"
while read -r option; do
    dashes=$(printf %s "$option" | sed 's/-/\\\\-/g')
    grep -q -e "--$option" "$root/share/bash-completion/completions/lrscope" || fail "bash does not complete --$option"
    grep -q -e "--$option" "$root/share/zsh/vendor-completions/_lrscope" || fail "zsh does not complete --$option"
    grep -q -e "-l $option" "$root/share/fish/vendor_completions.d/lrscope.fish" || fail "fish does not complete --$option"
    grep -q -e "$dashes" "$root/lrscope.1" || fail "the manual page does not have --$option"
done <"$root/options"

bash -n "$root/share/bash-completion/completions/lrscope" || fail "bash cannot read the completion"
# completes WORD... OFFER: what bash offers for the last of the words, as readline splits them
completes() {
    for expected; do :; done
    offered=$(cd "$root" && bash -c 'compopt() { :; }; . "$1"; shift; words=("${@:1:$#-1}")
        COMP_WORDS=(lrscope "${words[@]}"); COMP_CWORD=${#words[@]}; _lrscope; echo "${COMPREPLY[*]}"' - \
        "$root/share/bash-completion/completions/lrscope" "$@")
    [ "$offered" = "$expected" ] || fail "bash completes '$*' to '$offered'"
}
parts=$("$root/bin/lrscope" --help | sed -n '/^PARTS of/,/^$/s/^ *\([a-z0-9-]*\)   .*/\1/p' | tr '\n' ' ')
[ "$(echo "$parts" | wc -w)" -gt 10 ] || fail "--help lists too few parts: $parts"
completes --warmup-f --warmup-factor=
completes --decay = cosine_ cosine_restarts
completes --show = "${parts% }"
completes --hide = gri grid
completes --show = grid,cap grid,caption
completes --family = warmup_f warmup_factor
completes --family = dev '' # it does not shape the curve
completes --lesson = rec recipe
completes --title = ''
completes --batch = sh share
for part in $parts; do
    for option in show hide; do
        grep -q -e "--$option=.*_values.* $part[ ']" "$root/share/zsh/vendor-completions/_lrscope" ||
            fail "zsh does not complete --$option=$part"
        grep -q -e "-l $option .*-a '.* $part[ )]" "$root/share/fish/vendor_completions.d/lrscope.fish" ||
            fail "fish does not complete --$option=$part"
    done
    grep -q "^\.B $(printf %s "$part" | sed 's/-/\\\\-/g')\$" "$root/lrscope.1" || fail "the manual page does not have the part $part"
done

(cd / && "$root/bin/lrscope" -o "$root/figure.svg" && xmllint --noout "$root/figure.svg") || fail "the installed program does not draw"
# LD_BIND_NOW: whatever the window takes from the program is there, also what few of its inputs ask for
if LD_BIND_NOW=1 SDL_VIDEODRIVER=none "$root/bin/lrscope" 2>"$root/log"; then fail "a window was opened without a display"; fi
grep -q 'cannot open a window: none not available' "$root/log" || fail "the installed program does not find its window: $(cat "$root/log")"
echo "desktop: everything is installed, valid and works from there"
