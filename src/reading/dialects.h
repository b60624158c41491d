/* What each dialect's file offers: DIALECT(name) declares name_evidence and name_read. Not for other rooms. */
#ifndef READING_DIALECTS_H
#define READING_DIALECTS_H

#include "reading/import.h"

#define DIALECT(name)                                \
    int name##_evidence(const Document *document);   \
    void name##_read(Import *import);

DIALECT(huggingface)
DIALECT(torchvision)
DIALECT(detectron2)
DIALECT(maskrcnn)
DIALECT(detectron)
DIALECT(deepspeed)
DIALECT(lrscope)

#undef DIALECT

#endif
