#include "window/session.h"

#include "app/state.h"
#include "base/file.h"
#include "base/folder.h"
#include "scenario/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOWS_MAX = 64, SPOILED_MAX = 99 /* with a number; further ones have letters */ };

/* Follows the XDG base directory specification: a value that is empty or relative counts as none. */
static bool find_folder(Text *folder) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && *state == '/')
        text_setf(folder, "%s/lrscope", state);
    else if (home && *home == '/')
        text_setf(folder, "%s/.local/state/lrscope", home);
    return folder->length > 0;
}

static void path_in(const Session *session, const char *name, Text *path) {
    text_setf(path, "%s/%s", text_string(&session->folder), name);
}

/* True if the folder belongs to the user who runs this, and to nobody else. Write permission for others is
   taken away. */
static bool is_private(const char *folder, Text *why) {
    struct stat about;
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool known = descriptor >= 0 && fstat(descriptor, &about) == 0;
    bool others = known && about.st_uid != geteuid();
    bool good = known && !others && (!(about.st_mode & 077) || fchmod(descriptor, 0700) == 0);
    if (others)
        text_setf(why, "the folder %s belongs to another user: nothing is remembered", folder);
    else if (!good)
        text_setf(why, "cannot use the folder %s: %s: nothing is remembered", folder, strerror(errno));
    if (descriptor >= 0) close(descriptor);
    return good;
}

/* The system lets go of it when the program ends, in whatever way. */
static int lock_file(const char *path) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct stat about;
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    bool regular = descriptor >= 0 && fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    if (regular && fcntl(descriptor, F_SETLK, &whole) == 0) return descriptor;
    if (descriptor >= 0) close(descriptor);
    return -1;
}

/* The first place that nobody has: with a file that was left behind, or without one. */
static bool take_place(Session *session, bool left) {
    Text lock = {0};
    char name[32];
    for (int i = 1; i <= WINDOWS_MAX && session->lock < 0; i++) {
        snprintf(name, sizeof name, "window-%d.lock", i);
        path_in(session, name, &lock);
        snprintf(name, sizeof name, "window-%d.yaml", i);
        path_in(session, name, &session->own);
        if (file_exists(text_string(&session->own)) != left) continue;
        session->lock = lock_file(text_string(&lock));
        if (session->lock < 0 || file_exists(text_string(&session->own)) == left) continue;
        close(session->lock);
        session->lock = -1;
    }
    text_free(&lock);
    return session->lock >= 0;
}

static void complain(const char *why) {
    fprintf(stderr, "lrscope: %s\n", why);
}

/* A name that nobody has, which is made so that nobody else takes it. */
static bool reserve_name(const Session *session, Text *aside) {
    char name[32];
    int descriptor = -1;
    for (int i = 1; i <= SPOILED_MAX && descriptor < 0; i++) {
        snprintf(name, sizeof name, "spoiled-%d.yaml", i);
        path_in(session, name, aside);
        descriptor = open(text_string(aside), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0 && errno != EEXIST) return false;
    }
    if (descriptor < 0) {
        path_in(session, "spoiled-XXXXXX", aside);
        descriptor = mkstemp(aside->data);
    }
    return descriptor >= 0 && close(descriptor) == 0;
}

/* Sets a file aside, never over another one that was set aside before. */
static void set_aside(const Session *session, const char *path, Text *aside) {
    if (reserve_name(session, aside) && rename(path, text_string(aside)) != 0) unlink(text_string(aside));
    if (file_exists(path)) text_setf(aside, "%s", path);
}

static void tell_spoiled(const Session *session, App *app, const char *path, const Text *why) {
    Text aside = {0}, words = {0};
    set_aside(session, path, &aside);
    text_addf(&words, "the last session cannot be read; it was set aside as %s", text_string(&aside));
    complain(text_string(&words));
    text_setf(&words, "It was set aside as %s\n%s\n", text_string(&aside), text_string(why));
    text_add(&words, "Once you have corrected it, you can open it like any scenario, with Ctrl O.");
    files_tell(app, "The last session cannot be read", text_string(&words));
    text_free(&aside);
    text_free(&words);
}

/* Nothing of it is lost, but nothing will come back. */
static void tell_unusable(App *app, const Text *why) {
    complain(text_string(why));
    text_setf(&app->files.notice, "%s", text_string(why));
}

static bool resume(Session *session, App *app, const char *path) {
    Text content = {0}, why = {0};
    bool read = file_read(path, 2 * TREE_BYTES_MAX, &content, &why) &&
                state_read(app, text_string(&content), content.length, &why);
    bool readable = access(path, R_OK) == 0;
    if (!read && readable) tell_spoiled(session, app, path, &why);
    if (!read && !readable && file_exists(path)) tell_unusable(app, &why);
    text_free(&content);
    text_free(&why);
    return read;
}

static bool resume_last(Session *session, App *app) {
    Text path = {0};
    path_in(session, "state.yaml", &path);
    bool resumed = resume(session, app, text_string(&path));
    text_free(&path);
    return resumed;
}

bool session_open(Session *session, App *app, SessionStart start, bool leftovers) {
    Text why = {0};
    bool resumed = false, resumes = start == SESSION_RESUME;
    *session = (Session){.lock = -1};
    bool usable = find_folder(&session->folder) && folder_make(text_string(&session->folder), &why) &&
                  is_private(text_string(&session->folder), &why);
    if (usable && resumes && leftovers && take_place(session, true))
        resumed = resume(session, app, text_string(&session->own));
    if (usable && session->lock < 0 && !take_place(session, false))
        text_setf(&why, "cannot write in the folder %s: nothing of this window is remembered",
                  text_string(&session->folder));
    if (why.length) tell_unusable(app, &why);
    text_free(&why);
    return resumed || (usable && resumes && resume_last(session, app));
}

void session_touch(Session *session, double now) {
    if (session->lock >= 0 && !session->due) session->due = now + 1;
}

void session_stir(Session *session, const Input *input, double now) {
    bool idle = input->kind == INPUT_NONE || input->kind == INPUT_MOVE || input->kind == INPUT_LEAVE ||
                input->kind == INPUT_TIME;
    if (!idle) session_touch(session, now);
}

/* Writes beside the place and moves it there, so that the file is whole at every moment. It is not flushed to
   the disk: this happens often, and a program that ends takes nothing of it along. */
static bool put(const char *path, const Text *text, Text *why) {
    Text beside = {0};
    text_addf(&beside, "%s.new", path);
    unlink(text_string(&beside)); /* what a program that was killed left, or a trap */
    int descriptor = open(text_string(&beside), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *stream = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
    if (stream) fwrite(text_string(text), 1, text->length, stream);
    bool good = stream && !ferror(stream);
    good = stream && fclose(stream) == 0 && good;
    good = good && rename(text_string(&beside), path) == 0;
    if (!good) text_setf(why, "cannot write %s: %s", path, strerror(errno));
    if (!good && descriptor >= 0) unlink(text_string(&beside));
    text_free(&beside);
    return good;
}

static void write_now(Session *session, App *app) {
    Text why = {0};
    session->due = 0;
    if (session->lock < 0) return;
    text_clear(&session->text);
    state_write(app, &session->text);
    if (strcmp(text_string(&session->text), text_string(&session->written)) == 0) return;
    if (put(text_string(&session->own), &session->text, &why)) {
        text_setf(&session->written, "%s", text_string(&session->text));
    } else if (!session->failed) {
        session->failed = true;
        text_add(&why, "; nothing new is remembered");
        tell_unusable(app, &why);
    }
    text_free(&why);
}

void session_tick(Session *session, App *app, double now) {
    if (session->due && now >= session->due) write_now(session, app);
}

void session_abandon(Session *session) {
    if (session->lock >= 0) close(session->lock);
    text_free(&session->folder);
    text_free(&session->own);
    text_free(&session->written);
    text_free(&session->text);
    *session = (Session){.lock = -1};
}

void session_close(Session *session, App *app) {
    Text path = {0};
    write_now(session, app);
    if (session->lock >= 0) {
        path_in(session, "state.yaml", &path);
        (void)rename(text_string(&session->own), text_string(&path));
    }
    text_free(&path);
    session_abandon(session);
}
