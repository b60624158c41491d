#include "base/beside.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static const char *const places[] = {"", "page/", "../libexec/lrscope/"};

bool beside_find(const char *name, Text *path) {
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length < 0 ? 0 : length] = 0;
    char *slash = strrchr(self, '/');
    if (slash) *slash = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        text_setf(path, "%s/%s%s", self, places[i], name);
        if (access(text_string(path), F_OK) == 0) return true;
    }
    return false;
}
