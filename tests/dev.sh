#!/bin/sh
# What ./dev does around the build, with stand-ins for all that it calls: dev.sh DEV
# Each stand-in writes down how it was called.
set -u
export LC_ALL=C.UTF-8
dev=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$root"
cd "$root" || exit 1
failures=0

fail() {
    failures=$((failures + 1))
    echo "FAILED: $what: $*"
    sed 's/^/    called: /' called
    sed 's/^/    said: /' said
}

# stands_in TOOL LINE...: what the tool does after it wrote down its call
stands_in() {
    tool=$1
    shift
    {
        echo "#!/bin/sh"
        echo "echo \"\${0##*/} \$*\" >>'$root/called'"
        printf '%s\n' "$@"
    } >"bin/$tool"
    chmod 755 "bin/$tool"
}

# given COMMAND...: what ./dev comes to
given() {
    what="./dev $*"
    : >called
    PATH="$root/bin:$PATH" ./dev "$@" >said 2>&1 </dev/null
    status=$?
}
ends() { [ "$status" = "$1" ] || fail "status $status, not $1"; }
calls() { grep -qxF -e "$1" called || fail "it does not call: $1"; }
calls_not() { ! grep -q -e "$1" called || fail "it calls: $1"; }
says() { grep -qF -e "$1" said || fail "it does not say: $1"; }

what="sh -n dev"
: >called
sh -n "$dev" 2>said || fail "sh cannot read it"

cp "$dev" dev
mkdir -p bin build/release/src
stands_in cmake
stands_in cpack 'umask'
stands_in sudo 'exec "$@"'
stands_in apt-get 'case "$*" in *update*) exit 100 ;; esac'
stands_in dpkg-query 'echo "ii "'
mv bin/dpkg-query bin/dpkg-query.has
stands_in dpkg-query 'exit 1'
mv bin/dpkg-query bin/dpkg-query.lacks
cp bin/dpkg-query.has bin/dpkg-query
# A program that opens no window, and draws what it is told to.
stands_in lrscope 'case " $* " in *" -o "* | *" --help "*) exit 0 ;; *" --warmup-factor=x "*) echo "lrscope: no" >&2; exit 2 ;; esac' \
    'echo "lrscope: cannot open a window: no display" >&2' 'exit 1'
mv bin/lrscope build/release/src/lrscope

# Where a window was asked for and cannot be, a picture; where something else was asked for, that and nothing more.
given run
ends 0
calls "lrscope "
calls "lrscope --window -o build/window.png"
says "build/window.png shows what it would hold"
given run -- --fresh --warmup-factor=1.5
ends 0
calls "lrscope --warmup-factor=1.5 --window -o build/window.png"
given run -- --lesson=recipe
ends 0
calls "lrscope --lesson=recipe -o build/lesson-%02d.png"
calls_not "--window"
for other in "-o x.svg" --help; do
    # shellcheck disable=SC2086 # two words
    given run -- $other
    ends 0
    calls "lrscope $other"
    calls_not "--window"
done
given run -- --warmup-factor=x
ends 2
says "lrscope: no"
calls_not "--window"

# Installed is what is missing; a source that does not answer is no reason to stop.
calls_not apt-get
cp bin/dpkg-query.lacks bin/dpkg-query
given run -- --help
ends 0
says "installing"
grep -q "^apt-get .*install" called || fail "it installs nothing"
stands_in apt-get 'exit 100'
given run -- --help
[ "$status" != 0 ] || fail "status 0 though nothing could be installed"
calls_not lrscope
cp bin/dpkg-query.has bin/dpkg-query

# Everybody may enter a package's folders.
(umask 077 && given package && grep -qx 0022 said) || fail "the package is made under another umask"

# What belongs to somebody else is named, with what to do.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    stands_in other 'cd "$1" && shift && exec setpriv --reuid=65534 --regid=65534 --clear-groups ./dev "$@"'
    what="./dev run, as somebody else"
    chmod 666 called
    PATH="$root/bin:$PATH" bin/other "$root" run >said 2>&1 </dev/null
    status=$?
    ends 1
    says "belongs to root"
    says "sudo rm -r build"
fi

# Used wrongly
for wrong in "" nonsense "fuzz soon" "test everything" test-on "test-on 13"; do
    # shellcheck disable=SC2086 # words
    given $wrong
    ends 2
    calls_not "cmake"
done

[ $failures = 0 ] && echo "dev: it installs, runs, draws and packs as it says"
