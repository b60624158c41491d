/* What desktops write down of less motion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "window/motion.h"

static const struct {
    const char *file, *content;
    bool reduced;
} cases[] = {
    {"gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\ngtk-enable-animations=1\n", false},
    {"gtk-3.0/settings.ini", "[Settings]\n#gtk-enable-animations=0\n", false},
    {"gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", true},
    {"gtk-4.0/settings.ini", "[Settings]\r\ngtk-enable-animations = false\r\n", true},
    {"gtk-4.0/settings.ini", "gtk-enable-animations=0", true},
    {"kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", false},
    {"kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", true},
};

static void the_desktops_files_are_read(void **state) {
    char folder[] = "/tmp/motion-XXXXXX", path[256];
    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("XDG_CONFIG_HOME", folder, 1);
    static const char *const folders[] = {"gtk-3.0", "gtk-4.0"};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    assert_false(motion_is_reduced());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Text why = {0};
        snprintf(path, sizeof path, "%s/%s", folder, cases[i].file);
        assert_true(file_write(path, cases[i].content, strlen(cases[i].content), &why));
        if (motion_is_reduced() != cases[i].reduced) fail_msg("%s: %s", cases[i].file, cases[i].content);
        unlink(path);
        text_free(&why);
    }
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        rmdir(path);
    }
    rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_desktops_files_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
