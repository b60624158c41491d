#include "cli/frames.h"

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/sweep.h"
#include "paint/animation.h"

enum { FRAME = 50, REST = 1200 }; /* milliseconds */

/* The opened fonts go from picture to picture. */
static void next_picture(CliPicture *picture) {
    FigureFonts *fonts = picture->fonts;
    bool borrowed = picture->borrowed;
    picture->fonts = NULL;
    cli_picture_close(picture);
    picture->fonts = fonts;
    picture->borrowed = borrowed;
}

static bool add_frame(Animation *animation, const CliRequest *request, CliPicture *picture, size_t index,
                      int time, Text *why) {
    CliFrame frame;
    cli_sweep_frame(request, index, &frame);
    cli_picture_make(picture, &frame.request);
    bool good = animation_add(animation, picture->scene, picture->fonts, request->scale, time, why);
    cli_sweep_frame_free(&frame);
    next_picture(picture);
    return good;
}

/* 0 … count-1 and back to 1: the next round begins where this one ends. */
static bool add_frames(Animation *animation, const CliRequest *request, CliPicture *picture, Text *why) {
    size_t count = request->sweep->count, all = count > 1 ? 2 * count - 2 : 1;
    Progress progress = progress_begin(all, !request->quiet);
    bool good = true;
    for (size_t i = 0; good && i < all && !cli_interrupt_waits(); i++) {
        bool end = i == 0 || i == count - 1;
        good = add_frame(animation, request, picture, i < count ? i : all - i, end ? REST : FRAME, why);
        progress_show(&progress, i + 1);
    }
    progress_end(&progress);
    return good;
}

bool cli_frames_webp(const CliRequest *request, CliPicture *picture, FILE *stream, Text *why) {
    (void)picture; /* it may hold the whole family */
    Text bytes = {0}, carried = {0};
    CliPicture own = {0};
    Animation *animation = animation_open();
    cli_picture_embedded(request, true, &carried);
    bool good = add_frames(animation, request, &own, why) &&
                animation_finish(animation, text_string(&carried), &bytes, why);
    if (good) fwrite(bytes.data, 1, bytes.length, stream);
    animation_close(animation);
    cli_picture_close(&own);
    text_free(&bytes);
    text_free(&carried);
    return good;
}

bool cli_frames_each(const CliRequest *request, const CliOutput *output,
                     bool (*write)(const CliRequest *request, const CliOutput *output, CliPicture *picture,
                                   Text *why),
                     Text *why) {
    Text path = {0};
    CliPicture picture = {0};
    Progress progress = progress_begin(request->sweep->count, !request->quiet);
    bool good = true;
    for (size_t i = 0; good && i < request->sweep->count; i++) {
        CliFrame frame;
        cli_sweep_frame(request, i, &frame);
        cli_sweep_path(output->path, i, &path);
        CliOutput one = {.path = text_string(&path), .format = output->format};
        good = write(&frame.request, &one, &picture, why);
        cli_sweep_frame_free(&frame);
        next_picture(&picture);
        progress_show(&progress, i + 1);
    }
    progress_end(&progress);
    cli_picture_close(&picture);
    text_free(&path);
    return good;
}
