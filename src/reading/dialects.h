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
DIALECT(torch)
DIALECT(optax)
DIALECT(keras)
DIALECT(mmcv)
DIALECT(mmengine)
DIALECT(lazyconfig)
DIALECT(nanogpt)
DIALECT(yolox)
DIALECT(big_vision)
DIALECT(allennlp)
DIALECT(axolotl)
DIALECT(composer)
DIALECT(olmo)
DIALECT(convnext)
DIALECT(dino)
DIALECT(diffusers)
DIALECT(kohya)
DIALECT(espnet)
DIALECT(fairseq)
DIALECT(ijepa)
DIALECT(levanter)
DIALECT(litgpt)
DIALECT(llmc)
DIALECT(mae)
DIALECT(maxtext)
DIALECT(megatron)
DIALECT(neox)
DIALECT(garden)
DIALECT(nemo)
DIALECT(openclip)
DIALECT(opennmt)
DIALECT(paddle_detection)
DIALECT(paddle_classification)
DIALECT(paddle_segmentation)
DIALECT(rtdetr)
DIALECT(slowfast)
DIALECT(spacy)
DIALECT(speechbrain)
DIALECT(swin)
DIALECT(t5x)
DIALECT(timm)
DIALECT(torchtitan)
DIALECT(torchtune)
DIALECT(ultralytics)
DIALECT(bert)
DIALECT(lightning)
DIALECT(nanochat)
DIALECT(swift)

#undef DIALECT

#endif
