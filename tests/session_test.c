/* The state directory: what comes back, what two windows do to each other's, what a spoiled file does. */
#include "window/session.h"

#include "app/state.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char home[64];

typedef struct Pane { /* a window without its display */
    App app;
    Session session;
    bool resumed;
} Pane;

static Pane *open_pane(SessionStart start, bool leftovers) {
    Pane *pane = malloc(sizeof *pane);
    assert_non_null(pane);
    Scenario scenario = scenario_default();
    app_open(&pane->app, &scenario, &theme_dark);
    pane->resumed = session_open(&pane->session, &pane->app, start, leftovers);
    return pane;
}

static void set_factor(Pane *pane, double factor) {
    pane->app.scenario.schedule.warmup_factor = factor;
    session_stir(&pane->session, &(Input){.kind = INPUT_KEY}, 10);
}

static double factor_of(const Pane *pane) {
    return pane->app.scenario.schedule.warmup_factor;
}

static void close_pane(Pane *pane) {
    session_close(&pane->session, &pane->app);
    app_close(&pane->app);
    free(pane);
}

static const char *state_path(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/lrscope/%s", home, name);
    return path;
}

static int fresh_home(void **state) {
    (void)state;
    strcpy(home, "/tmp/lrscope-session-XXXXXX");
    return mkdtemp(home) && setenv("XDG_STATE_HOME", home, 1) == 0 ? 0 : -1;
}

static int clear_home(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", home);
    return system(command);
}

static void closing_and_reopening_brings_it_back(void **state) {
    (void)state;
    Pane *pane = open_pane(SESSION_RESUME, true);
    assert_false(pane->resumed);
    set_factor(pane, 1.25);
    close_pane(pane);
    struct stat about;
    assert_int_equal(stat(state_path(""), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    assert_int_equal(stat(state_path("state.yaml"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    pane = open_pane(SESSION_RESUME, true);
    assert_true(pane->resumed);
    assert_true(factor_of(pane) == 1.25);
    close_pane(pane);
    pane = open_pane(SESSION_FRESH, true);
    assert_false(pane->resumed);
    assert_true(factor_of(pane) == 0.001);
    close_pane(pane);
}

static void it_is_written_once_a_second_and_only_when_changed(void **state) {
    (void)state;
    Pane *pane = open_pane(SESSION_RESUME, true);
    assert_true(pane->session.due == 0);
    session_stir(&pane->session, &(Input){.kind = INPUT_MOVE}, 10);
    assert_true(pane->session.due == 0);
    set_factor(pane, 0.5);
    assert_true(pane->session.due == 11);
    session_stir(&pane->session, &(Input){.kind = INPUT_KEY}, 10.5);
    assert_true(pane->session.due == 11);
    session_tick(&pane->session, &pane->app, 10.9);
    assert_false(file_exists(state_path("window-1.yaml")));
    session_tick(&pane->session, &pane->app, 11);
    assert_true(file_exists(state_path("window-1.yaml")));
    assert_true(pane->session.due == 0);
    assert_int_equal(unlink(state_path("window-1.yaml")), 0);
    session_stir(&pane->session, &(Input){.kind = INPUT_KEY}, 12);
    session_tick(&pane->session, &pane->app, 13);
    assert_false(file_exists(state_path("window-1.yaml")));
    close_pane(pane);
}

static Text content_of(const char *name) {
    Text content = {0}, why = {0};
    if (!file_read(state_path(name), 1 << 20, &content, &why)) fail_msg("%s", text_string(&why));
    text_free(&why);
    return content;
}

/* Another name of the file keeps what it held: the new one was written beside it and moved there, so that the file is
   whole at every moment. */
static void it_is_never_written_in_place(void **state) {
    (void)state;
    char other[128];
    Pane *pane = open_pane(SESSION_RESUME, true);
    set_factor(pane, 0.25);
    session_tick(&pane->session, &pane->app, 11);
    snprintf(other, sizeof other, "%s", state_path("other"));
    assert_int_equal(link(state_path("window-1.yaml"), other), 0);
    Text before = content_of("window-1.yaml");
    set_factor(pane, 0.75);
    session_tick(&pane->session, &pane->app, 12);
    Text now = content_of("window-1.yaml"), kept = content_of("other");
    assert_string_not_equal(text_string(&now), text_string(&before));
    assert_string_equal(text_string(&kept), text_string(&before));
    text_free(&before);
    text_free(&now);
    text_free(&kept);
    close_pane(pane);
    unlink(other);
}

/* A window in a process of its own, which ends as one that is killed does. */
static void killed_with(double factor) {
    pid_t child = fork();
    if (child == 0) {
        Pane *pane = open_pane(SESSION_RESUME, false);
        set_factor(pane, factor);
        session_tick(&pane->session, &pane->app, 11);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void what_a_killed_window_left_comes_back_once(void **state) {
    (void)state;
    close_pane(open_pane(SESSION_RESUME, true));
    killed_with(0.25);
    killed_with(0.75);
    Pane *given = open_pane(SESSION_RESUME, false); /* the command line says something else: it waits */
    assert_true(factor_of(given) == 0.001);
    close_pane(given);
    static const double left[] = {0.25, 0.75, 0.75}; /* one at a start, then what was closed last */
    for (size_t i = 0; i < 3; i++) {
        Pane *pane = open_pane(SESSION_RESUME, true);
        assert_true(factor_of(pane) == left[i]);
        close_pane(pane);
    }
    assert_false(file_exists(state_path("window-1.yaml")));
    assert_false(file_exists(state_path("window-2.yaml")));
    assert_false(file_exists(state_path("window-4.lock")));
}

static bool told_by_child(double expected) {
    pid_t child = fork();
    if (child == 0) {
        Pane *pane = open_pane(SESSION_RESUME, true);
        bool right = factor_of(pane) == expected;
        set_factor(pane, 1.75);
        session_tick(&pane->session, &pane->app, 11);
        close_pane(pane);
        _exit(right ? 0 : 1);
    }
    int status;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void two_windows_keep_to_themselves(void **state) {
    (void)state;
    Pane *one = open_pane(SESSION_RESUME, true);
    set_factor(one, 0.5);
    session_tick(&one->session, &one->app, 11);
    assert_true(told_by_child(0.001)); /* it begins with what was closed last, not with the other's */
    assert_true(file_exists(state_path("window-1.yaml")));
    assert_true(told_by_child(1.75));
    close_pane(one); /* closed last: this one comes back */
    Pane *last = open_pane(SESSION_RESUME, true);
    assert_true(factor_of(last) == 0.5);
    close_pane(last);
}

static void put(const char *name, const char *content) {
    Text why = {0};
    if (!file_write(state_path(name), content, strlen(content), &why)) fail_msg("%s", text_string(&why));
}

static void a_spoiled_file_is_set_aside_and_named(void **state) {
    (void)state;
    close_pane(open_pane(SESSION_RESUME, true));
    for (int i = 1; i <= 2; i++) {
        char aside[32];
        snprintf(aside, sizeof aside, "spoiled-%d.yaml", i);
        put("state.yaml", "warmup_factor: [\n");
        Pane *pane = open_pane(SESSION_RESUME, true);
        assert_false(pane->resumed);
        assert_int_equal(pane->app.dialog.kind, DIALOG_TROUBLE);
        assert_non_null(strstr(text_string(&pane->app.files.words), aside));
        assert_false(file_exists(state_path("state.yaml")));
        assert_true(file_exists(state_path(aside)));
        close_pane(pane);
    }
    put("window-1.yaml", "\x01");
    Pane *pane = open_pane(SESSION_RESUME, true); /* and then what was closed last comes back */
    assert_true(pane->resumed);
    assert_true(file_exists(state_path("spoiled-3.yaml")));
    close_pane(pane);
}

static void odd_places_are_no_reason_not_to_start(void **state) {
    (void)state;
    char below[128];
    snprintf(below, sizeof below, "%s/file", home);
    Text why = {0};
    assert_true(file_write(below, "", 0, &why));
    setenv("XDG_STATE_HOME", below, 1);
    Pane *pane = open_pane(SESSION_RESUME, true);
    set_factor(pane, 0.5);
    assert_true(pane->session.due == 0);
    close_pane(pane);
    static const char *const ignored[] = {"", "relative/state"};
    for (size_t i = 0; i < 2; i++) {
        setenv("XDG_STATE_HOME", ignored[i], 1);
        setenv("HOME", home, 1);
        pane = open_pane(SESSION_FRESH, true);
        snprintf(below, sizeof below, "%s/.local/state/lrscope", home);
        assert_string_equal(text_string(&pane->session.folder), below);
        close_pane(pane);
        assert_true(file_exists(below));
    }
    unsetenv("HOME");
    pane = open_pane(SESSION_RESUME, true);
    assert_int_equal(pane->session.folder.length, 0);
    close_pane(pane);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh_home, clear_home)

/* A window that could not open leaves what is remembered as it is, and what a killed one left to the next. */
static void a_window_that_did_not_open_changes_nothing(void **state) {
    (void)state;
    Pane *pane = open_pane(SESSION_RESUME, true);
    set_factor(pane, 1.25);
    close_pane(pane);
    killed_with(0.25);
    static const struct {
        SessionStart start;
        bool leftovers;
    } starts[] = {{SESSION_RESUME, true}, {SESSION_RESUME, false}, {SESSION_FRESH, true}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        pane = open_pane(starts[i].start, starts[i].leftovers);
        set_factor(pane, 1.75);
        session_abandon(&pane->session);
        app_close(&pane->app);
        free(pane);
    }
    static const double left[] = {0.25, 0.25};
    for (size_t i = 0; i < 2; i++) {
        pane = open_pane(SESSION_RESUME, true);
        assert_true(factor_of(pane) == left[i]);
        close_pane(pane);
    }
}

static void put_at(const char *name, const char *content) {
    Text why = {0};
    assert_true(file_write(state_path(name), content, strlen(content), &why));
    text_free(&why);
}

/* A link or a pipe in the place of any of its files: nothing behind it is written, and nothing waits. */
static void files_of_the_session_are_its_own(void **state) {
    (void)state;
    static const char *const names[] = {"window-1.yaml.new", "window-1.yaml", "window-1.lock", "state.yaml"};
    Text content = {0}, why = {0};
    close_pane(open_pane(SESSION_RESUME, true));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (int pipe = 0; pipe < 2; pipe++) {
            put_at("precious", "precious");
            (void)unlink(state_path(names[i]));
            if (pipe)
                assert_int_equal(mkfifo(state_path(names[i]), 0600), 0);
            else
                assert_int_equal(symlink("precious", state_path(names[i])), 0);
            Pane *pane = open_pane(SESSION_RESUME, true);
            set_factor(pane, 1.25);
            session_tick(&pane->session, &pane->app, 11);
            close_pane(pane);
            assert_true(file_read(state_path("precious"), 100, &content, &why));
            assert_string_equal(text_string(&content), "precious");
        }
    }
    text_free(&content);
    text_free(&why);
}

/* None of a hundred and more that were set aside takes the place of another. */
static void every_spoiled_file_stays(void **state) {
    (void)state;
    char command[160];
    close_pane(open_pane(SESSION_RESUME, true));
    for (int i = 0; i < 103; i++) {
        snprintf(command, sizeof command, "spoiled: [ # number %d\n", i);
        put_at("state.yaml", command);
        close_pane(open_pane(SESSION_RESUME, true));
    }
    snprintf(command, sizeof command, "test $(cat %s/lrscope/spoiled-* | sort -u | wc -l) = 103", home);
    assert_int_equal(system(command), 0);
}

/* Others may not write there: 0777 is made 0700; somebody else's folder is not used, and that is said. */
static void the_folder_is_its_owners_alone(void **state) {
    enum { NOBODY = 65534 };
    (void)state;
    struct stat about;
    close_pane(open_pane(SESSION_RESUME, true));
    assert_int_equal(chmod(state_path(""), 0777), 0);
    close_pane(open_pane(SESSION_RESUME, true));
    assert_int_equal(stat(state_path(""), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    if (geteuid() != 0) return;
    assert_int_equal(chown(state_path(""), NOBODY, NOBODY), 0);
    Pane *pane = open_pane(SESSION_RESUME, true);
    assert_true(pane->session.lock < 0);
    assert_non_null(strstr(text_string(&pane->app.files.notice), "belongs to another user"));
    close_pane(pane);
}

static void a_folder_that_cannot_be_made_is_told(void **state) {
    (void)state;
    assert_int_equal(setenv("XDG_STATE_HOME", "/proc/nowhere", 1), 0);
    Pane *pane = open_pane(SESSION_RESUME, true);
    assert_non_null(strstr(text_string(&pane->app.files.notice), "/proc/nowhere/lrscope: Permission denied"));
    close_pane(pane);
}

enum { SOMEBODY = 65534 };

/* For root nothing is closed: there it is somebody else who does it, in a process that gives up being root. */
static void as_somebody(void (*deed)(void)) {
    if (geteuid() == 0) {
        assert_int_equal(chown(home, SOMEBODY, SOMEBODY), 0);
        assert_int_equal(chmod(home, 0755), 0);
    }
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(SOMEBODY) != 0 || setuid(SOMEBODY) != 0)) _exit(9);
        (void)!freopen("/dev/null", "w", stderr);
        deed();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void expect(bool holds, int number) {
    if (!holds) _exit(number);
}

static bool says(const Pane *pane, const char *words) {
    return strstr(text_string(&pane->app.files.notice), words) != NULL;
}

static void close_and_open(void) {
    close_pane(open_pane(SESSION_RESUME, true));
    expect(unlink(state_path("window-1.lock")) == 0 && chmod(state_path(""), 0500) == 0, 1);
    Pane *pane = open_pane(SESSION_RESUME, true);
    expect(says(pane, "cannot write in the folder"), 2);
    expect(pane->session.lock < 0, 3);
    close_pane(pane);
    expect(chmod(state_path(""), 0) == 0, 4);
    pane = open_pane(SESSION_RESUME, true);
    expect(says(pane, "Permission denied"), 5);
    close_pane(pane);
    expect(chmod(state_path(""), 0700) == 0, 6);
}

static void a_folder_that_is_closed_is_told(void **state) {
    (void)state;
    as_somebody(close_and_open);
}

static void read_nothing(void) {
    Pane *pane = open_pane(SESSION_RESUME, true);
    set_factor(pane, 1.25);
    close_pane(pane);
    expect(chmod(state_path("state.yaml"), 0) == 0, 1);
    pane = open_pane(SESSION_RESUME, true);
    expect(!pane->resumed && says(pane, "state.yaml: Permission denied"), 2);
    expect(!file_exists(state_path("spoiled-1.yaml")), 3);
    close_pane(pane);
}

static void a_file_that_cannot_be_read_is_told(void **state) {
    (void)state;
    as_somebody(read_nothing);
}

static void lose_the_folder(void) {
    Pane *pane = open_pane(SESSION_RESUME, true);
    expect(chmod(state_path(""), 0500) == 0, 1);
    set_factor(pane, 1.25);
    session_tick(&pane->session, &pane->app, 11);
    expect(says(pane, "nothing new is remembered"), 2);
    text_clear(&pane->app.files.notice);
    set_factor(pane, 1.5);
    session_tick(&pane->session, &pane->app, 13);
    expect(!says(pane, "nothing"), 3); /* once is enough */
    expect(chmod(state_path(""), 0700) == 0, 4);
    set_factor(pane, 1.75);
    session_tick(&pane->session, &pane->app, 15);
    expect(file_exists(state_path("window-1.yaml")), 5);
    close_pane(pane);
}

static void what_can_no_longer_be_written_is_told_once(void **state) {
    (void)state;
    as_somebody(lose_the_folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(closing_and_reopening_brings_it_back),
        TEST(it_is_written_once_a_second_and_only_when_changed),
        TEST(it_is_never_written_in_place),
        TEST(what_a_killed_window_left_comes_back_once),
        TEST(two_windows_keep_to_themselves),
        TEST(a_spoiled_file_is_set_aside_and_named),
        TEST(odd_places_are_no_reason_not_to_start),
        TEST(a_window_that_did_not_open_changes_nothing),
        TEST(files_of_the_session_are_its_own),
        TEST(every_spoiled_file_stays),
        TEST(the_folder_is_its_owners_alone),
        TEST(a_folder_that_cannot_be_made_is_told),
        TEST(a_folder_that_is_closed_is_told),
        TEST(a_file_that_cannot_be_read_is_told),
        TEST(what_can_no_longer_be_written_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
