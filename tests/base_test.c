#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/messages.h"
#include "base/number.h"
#include "base/spelling.h"

#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define THIN "\u2009"
#define MINUS "\u2212"

static void exact_numbers_are_short(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.02, "0.02"},
                 {2e-05, "2e-05"},
                 {1, "1"},
                 {-0.5, "-0.5"},
                 {0, "0"},
                 {-0.0, "0"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0x1p-24, "5.960464477539063e-08"},
                 {0x1p-44, "5.684341886080802e-14"},
                 {DBL_MAX, "1.7976931348623157e+308"},
                 {DBL_TRUE_MIN, "5e-324"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(number_exact(cases[i].value).text, cases[i].text);
}

static void exact_numbers_read_back(void **state) {
    (void)state;
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) assert_true(strtod(number_exact(value).text, NULL) == value);
    }
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double value = ldexp(1, exponent);
        assert_true(strtod(number_exact(value).text, NULL) == value);
    }
}

static void readable_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {{0.02, 4, "0.02"},
                 {2e-05, 4, "2e" MINUS "5"},
                 {0.0005015, 4, "0.0005015"},
                 {1.375, 4, "1.375"},
                 {-0.5, 4, MINUS "0.5"},
                 {9.99996, 4, "10"},
                 {0.99996, 4, "1"},
                 {0.99996, 5, "0.99996"},
                 {1000, 4, "1000"},
                 {1e6, 4, "1e6"},
                 {-1e-100, 4, MINUS "1e" MINUS "100"},
                 {1e100, 4, "1e100"},
                 {0, 4, "0"},
                 {1.3268e-5, 5, "1.3268e" MINUS "5"},
                 {0.000087, 4, "8.7e" MINUS "5"},
                 {0.0001, 4, "0.0001"},
                 {-0.0, 4, "0"},
                 {1.0 / 3, 4, "0.3333"},
                 {20, 4, "20"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(number_readable(cases[i].value, cases[i].digits).text, cases[i].text);
}

/* One number has one notation, whoever wrote it. */
static void exponents_are_tight(void **state) {
    (void)state;
    char texts[][40] = {"5e-05", "1e+20", "2.5e-05, 1e-10", "1e-100", "tree-05", "0x1e-05", "1e5"};
    const char *tight[] = {"5e-5", "1e20", "2.5e-5, 1e-10", "1e-100", "tree-05", "0x1e-5", "1e5"};
    for (size_t i = 0; i < sizeof tight / sizeof *tight; i++) {
        number_tighten(texts[i]);
        assert_string_equal(texts[i], tight[i]);
    }
    for (double value = 1.7e-9; value < 1e-4; value *= 3.7) { /* readable and exact numbers turn at one place */
        assert_non_null(strchr(number_exact(value).text, 'e'));
        assert_non_null(strchr(number_readable(value, 5).text, 'e'));
    }
}

static void whole_numbers_are_grouped(void **state) {
    (void)state;
    assert_string_equal(number_grouped(0).text, "0");
    assert_string_equal(number_grouped(999).text, "999");
    assert_string_equal(number_grouped(1000).text, "1" THIN "000");
    assert_string_equal(number_grouped(-1234567).text, MINUS "1" THIN "234" THIN "567");
    assert_string_equal(number_grouped(INT64_MIN).text,
                        MINUS "9" THIN "223" THIN "372" THIN "036" THIN "854" THIN "775" THIN "808");
}

static void whole_numbers_are_shortened_without_loss(void **state) {
    (void)state;
    assert_string_equal(number_short(0).text, "0");
    assert_string_equal(number_short(250).text, "250");
    assert_string_equal(number_short(90000).text, "90k");
    assert_string_equal(number_short(1500000).text, "1.5M");
    assert_string_equal(number_short(2000000000).text, "2G");
    assert_string_equal(number_short(-4000).text, MINUS "4k");
    assert_string_equal(number_short(1234567).text, "1" THIN "234" THIN "567");
    assert_string_equal(number_short(INT64_C(1000000000000000)).text, "1000T");
}

static void typed_numbers_are_parsed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"0.001", 0.001},
                 {"1e-3", 1e-3},
                 {"1/1000", 0.001},
                 {"1/3", 1.0 / 3},
                 {"-1/4", -0.25},
                 {"1k", 1000},
                 {"1.001k", 1001},
                 {"2.5M", 2.5e6},
                 {"3G", 3e9},
                 {"1T", 1e12},
                 {"10_000", 10000},
                 {"1 000", 1000},
                 {"1" THIN "000" THIN "000", 1e6},
                 {MINUS "0.5", -0.5},
                 {"1e" MINUS "3", 1e-3},
                 {"+2", 2},
                 {".5", 0.5},
                 {"5.", 5},
                 {" \t7 \n", 7},
                 {"1e-400", 0},
                 {"0.33333333333333333333333333333333333333333333333333333333333333333333333333", 1.0 / 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = NAN;
        if (!number_parse(cases[i].text, &value) || value != cases[i].value)
            fail_msg("'%s' gives %.17g", cases[i].text, value);
    }
}

static void other_texts_are_no_numbers(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",      " ",     "abc", "nan",    "inf",          "-inf",  "infinity", "0x10", "1e",
        "1e999", "1,5",   "1 2", "1 0000", "_1",           "1_",    "1__0",     "1/0",  "1/",
        "/2",    "1/2/3", "1k2", "1e3k",   "1m",           "--1",   "1-",       "1k/2", "- 1",
        "1 k",   "0.1.2", "k",   "1/nan",  "1e300/1e-300", THIN "1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 42;
        if (number_parse(texts[i], &value)) fail_msg("'%s' gives %g", texts[i], value);
        assert_true(value == 42);
    }
    char longest[2000];
    memset(longest, '1', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    double value;
    assert_false(number_parse(longest, &value));
}

static void texts_grow(void **state) {
    (void)state;
    Text text = {0};
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++) text_addf(&text, "%d,", i);
    assert_int_equal(text.length, 3890);
    assert_int_equal(strlen(text_string(&text)), 3890);
    text_setf(&text, "%s", "new");
    assert_string_equal(text_string(&text), "new");
    size_t capacity = text.capacity;
    text_clear(&text);
    assert_string_equal(text_string(&text), "");
    assert_int_equal(text.capacity, capacity);
    text_add_bytes(&text, "a\0b", 3);
    assert_int_equal(text.length, 3);
    text_free(&text);
    assert_null(text.data);
}

static void characters_are_read(void **state) {
    (void)state;
    static const unsigned expected[] = {'a', 0x2212, 0xE9, 0x1F600, 0xFFFD, 'b', 0};
    const char *at = "a\u2212\u00E9\U0001F600\xFF"
                     "b";
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(text_next(&at), expected[i]);
    assert_int_equal(text_next(&at), 0);
    static const char *const broken[] = {"\xC0\x80",         "\xE0\x80\x80", "\xED\xA0\x80",
                                         "\xF4\x90\x80\x80", "\xE2\x88",     "\x80"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        at = broken[i];
        assert_int_equal(text_next(&at), 0xFFFD);
        while (text_next(&at)) continue; /* always comes to the end */
    }
}

static void capacities_grow(void **state) {
    (void)state;
    assert_int_equal(memory_grown(100, 100), 100);
    assert_true(memory_grown(100, 101) >= 150);
    assert_true(memory_grown(0, 1000) >= 1000);
}

static void messages_name_their_places(void **state) {
    (void)state;
    Messages messages = {0};
    Text out = {0};
    messages_add(&messages, 3, 7, "'%s' is not known", "x");
    messages_add(&messages, 0, 0, "empty");
    messages_print(&messages, "a.yaml", &out);
    assert_string_equal(text_string(&out), "a.yaml:3:7: 'x' is not known\na.yaml: empty\n");
    messages_free(&messages);
    text_free(&out);
}

/* A folder of its own for every file test. */
typedef struct Place {
    char folder[64];
    Text path, why, content;
} Place;

static Place *place_at(void **state) {
    return *state;
}

static const char *path(Place *place, const char *name) {
    text_setf(&place->path, "%s/%s", place->folder, name);
    return text_string(&place->path);
}

static int set_up(void **state) {
    Place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/base_test_XXXXXX");
    *state = place;
    return place && mkdtemp(place->folder) ? 0 : -1;
}

static int tear_down(void **state) {
    Place *place = place_at(state);
    static const char *const names[] = {"a", "b", "link", "far/b", "far", "pipe", "ro"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path(place, names[i]);
        if (unlink(text_string(&place->path)) != 0) rmdir(text_string(&place->path));
    }
    int left = rmdir(place->folder); /* fails where a temporary file was left behind */
    text_free(&place->path);
    text_free(&place->why);
    text_free(&place->content);
    free(place);
    return left;
}

static void write_text(Place *place, const char *name, const char *content) {
    if (!file_write(path(place, name), content, strlen(content), &place->why))
        fail_msg("%s", text_string(&place->why));
}

static void assert_content(Place *place, const char *name, const char *expected) {
    if (!file_read(path(place, name), 1000, &place->content, &place->why))
        fail_msg("%s", text_string(&place->why));
    assert_string_equal(text_string(&place->content), expected);
}

static void files_are_written_and_read(void **state) {
    Place *place = place_at(state);
    write_text(place, "a", "one");
    assert_content(place, "a", "one");
    write_text(place, "a", "two");
    assert_content(place, "a", "two");
    write_text(place, "b", "");
    assert_content(place, "b", "");
}

static void a_file_appears_only_when_finished(void **state) {
    Place *place = place_at(state);
    write_text(place, "a", "old");
    FileOut file;
    assert_true(file_begin(&file, path(place, "a"), &place->why));
    fputs("new", file.stream);
    fflush(file.stream);
    assert_content(place, "a", "old");
    assert_true(file_finish(&file, &place->why));
    assert_content(place, "a", "new");
    assert_true(file_begin(&file, path(place, "a"), &place->why));
    fputs("newer", file.stream);
    file_abandon(&file);
    assert_content(place, "a", "new");
}

static void permissions_stay(void **state) {
    Place *place = place_at(state);
    struct stat about;
    mode_t mask = umask(027);
    write_text(place, "a", "x");
    umask(mask);
    assert_int_equal(stat(path(place, "a"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    chmod(path(place, "a"), 0604);
    write_text(place, "a", "y");
    assert_int_equal(stat(path(place, "a"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0604);
}

static void links_are_followed(void **state) {
    Place *place = place_at(state);
    struct stat about;
    assert_int_equal(mkdir(path(place, "far"), 0777), 0);
    assert_int_equal(symlink("far/b", path(place, "link")), 0);
    write_text(place, "link", "through"); /* also to a file that is not there yet */
    assert_content(place, "far/b", "through");
    write_text(place, "link", "again");
    assert_content(place, "far/b", "again");
    assert_int_equal(lstat(path(place, "link"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
}

/* Of where the link leads, not of where it stands. */
static void the_missing_folder_behind_a_link_is_named(void **state) {
    Place *place = place_at(state);
    Text expected = {0};
    assert_int_equal(symlink("none/b", path(place, "link")), 0);
    assert_false(file_write(path(place, "link"), "x", 1, &place->why));
    text_setf(&expected, "create the folder %s first", path(place, "none"));
    assert_non_null(strstr(text_string(&place->why), text_string(&expected)));
    text_free(&expected);
}

static void a_link_in_a_circle_is_told(void **state) {
    Place *place = place_at(state);
    assert_int_equal(symlink("link", path(place, "link")), 0);
    assert_false(file_write(path(place, "link"), "x", 1, &place->why));
    assert_non_null(strstr(text_string(&place->why), "Too many levels of symbolic links"));
}

static void assert_unwritable(Place *place, const char *name, const char *reason) {
    assert_false(file_write(name, "x", 1, &place->why));
    Text expected = {0};
    text_setf(&expected, "cannot write %s: %s", name, reason);
    assert_string_equal(text_string(&place->why), text_string(&expected));
    text_free(&expected);
}

static void impossible_places_are_told(void **state) {
    Place *place = place_at(state);
    assert_unwritable(place, "", "No such file or directory");
    assert_unwritable(place, "/nowhere/at/all.svg",
                      "No such file or directory; create the folder /nowhere/at first");
    assert_unwritable(place, "/tmp", "Is a directory");
    assert_unwritable(place, "/dev/null/x", "Not a directory");
}

/* Root may write everywhere, so it steps down for this. */
static void a_read_only_folder_is_told(void **state) {
    enum { NOBODY = 65534 };
    Place *place = place_at(state);
    bool root = geteuid() == 0;
    assert_int_equal(chmod(place->folder, 0555), 0);
    if (root) assert_int_equal(seteuid(NOBODY), 0);
    path(place, "a");
    bool written = file_write(text_string(&place->path), "x", 1, &place->why);
    if (root) assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(place->folder, 0755), 0);
    assert_false(written);
    assert_non_null(strstr(text_string(&place->why), "Permission denied"));
}

static void a_read_only_file_is_left_alone(void **state) {
    enum { NOBODY = 65534 };
    Place *place = place_at(state);
    write_text(place, "a", "keep");
    assert_int_equal(chmod(path(place, "a"), 0444), 0);
    assert_int_equal(chmod(place->folder, 0777), 0);
    bool root = geteuid() == 0;
    if (root) assert_int_equal(seteuid(NOBODY), 0);
    bool written = file_write(path(place, "a"), "x", 1, &place->why);
    if (root) assert_int_equal(seteuid(0), 0);
    assert_false(written);
    assert_content(place, "a", "keep");
}

/* With little and with much: found when flushing, or already while writing. */
static void a_full_disk_is_told(void **state) {
    Place *place = place_at(state);
    char much[100000] = {0};
    for (size_t count = 10; count <= sizeof much; count += sizeof much - 10) {
        assert_false(file_write("/dev/full", much, count, &place->why));
        assert_string_equal(text_string(&place->why), "cannot write /dev/full: No space left on device");
    }
    struct stat about;
    assert_int_equal(stat("/dev/full", &about), 0);
    assert_true(S_ISCHR(about.st_mode)); /* written directly, not replaced */
}

static void devices_are_written_directly(void **state) {
    Place *place = place_at(state);
    struct stat about;
    assert_true(file_write("/dev/null", "x", 1, &place->why));
    assert_int_equal(stat("/dev/null", &about), 0);
    assert_true(S_ISCHR(about.st_mode));
}

/* A descriptor may lead to a file that has no name any more: what is written goes there, and to no file of
 * another name. */
static void a_descriptor_of_a_deleted_file_is_written(void **state) {
    Place *place = place_at(state);
    char name[32], got[8] = "";
    write_text(place, "a", "old");
    int descriptor = open(path(place, "a"), O_RDWR);
    assert_true(descriptor >= 0);
    assert_int_equal(unlink(path(place, "a")), 0);
    snprintf(name, sizeof name, "/dev/fd/%d", descriptor);
    assert_true(file_write(name, "new", 3, &place->why));
    assert_int_equal(pread(descriptor, got, 7, 0), 3);
    assert_string_equal(got, "new");
    close(descriptor);
    assert_int_equal(rmdir(place->folder), 0); /* it is empty */
    assert_int_equal(mkdir(place->folder, 0755), 0);
}

static void the_closed_folder_is_named(void **state) {
    Place *place = place_at(state);
    assert_false(file_write("/proc/self/x.svg", "x", 1, &place->why));
    assert_false(file_write("/sys/x.svg", "x", 1, &place->why));
    assert_non_null(strstr(text_string(&place->why), "nothing can be made in the folder /sys"));
}

/* Bits that would run it as somebody else do not; its owner stays where root writes. */
static void owner_stays_and_setuid_goes(void **state) {
    enum { NOBODY = 65534 };
    Place *place = place_at(state);
    struct stat about;
    write_text(place, "a", "x");
    if (geteuid() == 0) assert_int_equal(chown(path(place, "a"), NOBODY, NOBODY), 0);
    uid_t owner = geteuid() == 0 ? NOBODY : geteuid();
    assert_int_equal(chmod(path(place, "a"), 06755), 0);
    write_text(place, "a", "y");
    assert_int_equal(stat(path(place, "a"), &about), 0);
    assert_int_equal(about.st_mode & 07777, 0755);
    assert_int_equal(about.st_uid, owner);
}

/* What ends the program in the middle of a file: no memory, or exit. */
static void no_temporary_file_stays_behind(void **state) {
    Place *place = place_at(state);
    write_text(place, "a", "old");
    pid_t child = fork();
    if (child == 0) {
        FileOut file, other;
        if (!file_begin(&other, path(place, "b"), &place->why) ||
            !file_begin(&file, path(place, "a"), &place->why))
            _exit(9);
        fputs("half", file.stream);
        (void)!freopen("/dev/null", "w", stderr);
        memory_resize(NULL, SIZE_MAX, 2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_content(place, "a", "old");
    assert_int_equal(unlink(path(place, "a")), 0);
    assert_int_equal(rmdir(place->folder), 0); /* it is empty */
    assert_int_equal(mkdir(place->folder, 0755), 0);
}

/* The first signal waits until the file is whole; the second one ends the program at once and leaves nothing. */
static void a_second_signal_does_not_wait(void **state) {
    Place *place = place_at(state);
    for (int signals = 1; signals <= 2; signals++) {
        pid_t child = fork();
        if (child == 0) {
            FileOut file;
            interrupt_hold();
            if (!file_begin(&file, path(place, "a"), &place->why)) _exit(9);
            for (int i = 0; i < signals; i++) raise(SIGTERM);
            fputs("whole", file.stream);
            if (!interrupt_waits() || !file_finish(&file, &place->why)) _exit(9);
            interrupt_release();
            _exit(9);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGTERM);
        if (signals == 1) {
            assert_content(place, "a", "whole");
            assert_int_equal(unlink(path(place, "a")), 0);
        }
        assert_int_equal(rmdir(place->folder), 0); /* it is empty */
        assert_int_equal(mkdir(place->folder, 0755), 0);
    }
}

static void what_others_wrote_is_shown_and_does_nothing(void **state) {
    (void)state;
    static const char *const texts[][2] = {{"\x1B[31mred\x07", "?[31mred?"},
                                           {"C1 \xC2\x9B"
                                            "31m",
                                            "C1 ?31m"},
                                           {"a\xE2\x80\xAE"
                                            "b",
                                            "a?b"},
                                           {"\xE2\x81\xA6x\xE2\x81\xA9", "?x?"},
                                           {"caf\xC3\xA9 \xE2\x88\x92 1", "caf\xC3\xA9 \xE2\x88\x92 1"},
                                           {"\xFFz", "?z"},
                                           {"a\nb", "a?b"}};
    Text text = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        text_clear(&text);
        text_add_visible(&text, texts[i][0]);
        assert_string_equal(text_string(&text), texts[i][1]);
    }
    text_clear(&text);
    text_add_visible_lines(&text, "a\n\tb\x1B\r\xE2\x80\xAE\n");
    assert_string_equal(text_string(&text), "a\n\tb???\n");
    text_free(&text);
}

static void only_regular_files_of_some_size_are_read(void **state) {
    Place *place = place_at(state);
    write_text(place, "a", "12345");
    assert_true(file_read(path(place, "a"), 5, &place->content, &place->why));
    assert_false(file_read(path(place, "a"), 4, &place->content, &place->why));
    assert_non_null(strstr(text_string(&place->why), "larger than 4 bytes"));
    assert_false(file_read(path(place, "b"), 4, &place->content, &place->why));
    assert_non_null(strstr(text_string(&place->why), "No such file"));
    assert_false(file_read("/tmp", 4, &place->content, &place->why));
    assert_string_equal(text_string(&place->why), "cannot read /tmp: not a regular file");
    assert_int_equal(mkfifo(path(place, "pipe"), 0666), 0);
    assert_false(file_read(path(place, "pipe"), 4, &place->content, &place->why)); /* and does not wait */
}

#define file_test(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void names_are_compared_as_people_type_them(void **state) {
    (void)state;
    assert_true(spelling_same("Warmup-Factor", "warmup_factor"));
    assert_false(spelling_same("warmup_facto", "warmup_factor"));
    assert_false(spelling_same("warmup_factor", "warmup_facto"));
    assert_true(spelling_begins("warmup_F", "warmup-factor"));
    assert_false(spelling_begins("warmup", "warm"));
    assert_int_equal(spelling_distance("gama", "gamma"), 1);
    assert_int_equal(spelling_distance("", "gamma"), 5);
    assert_int_equal(spelling_distance("kitten", "sitting"), 3);
    assert_int_equal(spelling_distance("base-lr", "base_LR"), 0);
}

static void lines_break_as_their_script_does(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
        bool may;
    } table[] = {{"one two", 3, true},  {"one two", 2, false}, {"one", 3, true},    {"\u4f60\u597d", 3, true},
                 {"\u4f60\u597d", 2, false}, {"\u4f60\u3002", 3, false}, {"\u300c\u4f60", 3, false},
                 {"lr\u4f60", 2, true}, {"(\u4f60", 1, false}, {"\u4f60)", 3, false}, {"", 0, true}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_may_break(table[i].text, table[i].bytes) != table[i].may) fail_msg("'%s'", table[i].text);
    assert_true(text_is_right_to_left(0x5E9) && text_is_right_to_left(0x627) && !text_is_right_to_left('a'));
}

static void a_sentence_loses_its_last_clause(void **state) {
    (void)state;
    Text text = {0};
    text_add(&text, "a = 1,5 is so: it is b, and c.");
    assert_true(text_drop_clause(&text));
    assert_string_equal(text_string(&text), "a = 1,5 is so: it is b.");
    assert_true(text_drop_clause(&text));
    assert_string_equal(text_string(&text), "a = 1,5 is so.");
    assert_false(text_drop_clause(&text));
    assert_string_equal(text_string(&text), "a = 1,5 is so.");
    text_clear(&text);
    assert_false(text_drop_clause(&text));
    text_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_numbers_are_short),
        cmocka_unit_test(exact_numbers_read_back),
        cmocka_unit_test(readable_numbers),
        cmocka_unit_test(exponents_are_tight),
        cmocka_unit_test(whole_numbers_are_grouped),
        cmocka_unit_test(whole_numbers_are_shortened_without_loss),
        cmocka_unit_test(typed_numbers_are_parsed),
        cmocka_unit_test(other_texts_are_no_numbers),
        cmocka_unit_test(texts_grow),
        cmocka_unit_test(characters_are_read),
        cmocka_unit_test(lines_break_as_their_script_does),
        cmocka_unit_test(a_sentence_loses_its_last_clause),
        cmocka_unit_test(capacities_grow),
        cmocka_unit_test(messages_name_their_places),
        cmocka_unit_test(names_are_compared_as_people_type_them),
        file_test(files_are_written_and_read),
        file_test(a_file_appears_only_when_finished),
        file_test(permissions_stay),
        file_test(links_are_followed),
        file_test(the_missing_folder_behind_a_link_is_named),
        file_test(a_link_in_a_circle_is_told),
        file_test(impossible_places_are_told),
        file_test(a_read_only_folder_is_told),
        file_test(a_read_only_file_is_left_alone),
        file_test(a_full_disk_is_told),
        file_test(devices_are_written_directly),
        file_test(only_regular_files_of_some_size_are_read),
        file_test(a_descriptor_of_a_deleted_file_is_written),
        file_test(the_closed_folder_is_named),
        file_test(owner_stays_and_setuid_goes),
        file_test(no_temporary_file_stays_behind), file_test(a_second_signal_does_not_wait),
        cmocka_unit_test(what_others_wrote_is_shown_and_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
