/* Whether a lesson can be read from the back row: every step, before and after it is revealed, on a screen of
   16:9 and of 4:3. */
#ifndef APP_PRESENT_CHECK_H
#define APP_PRESENT_CHECK_H

#include "base/messages.h"
#include "lesson/lesson.h"
#include "scene/measure.h"

/* False with a message for each step whose words or code are too long or have a letter that no font has, with the line where the step begins.
 */
bool present_check(Lesson *lesson, const Measure *measure, Messages *messages);

#endif
