/* The table of dialects: help, refusals and the page of what is read are made from it. */
#include "reading/dialects.h"

#define ROW(name, word, label) {word, label, name##_evidence, name##_read}

const Dialect dialects[] = {
    ROW(lrscope, "lrscope", "a command line of lrscope's own"),
    ROW(huggingface, "huggingface", "Hugging Face training arguments"),
    ROW(torchvision, "torchvision", "a command of torchvision's references"),
    ROW(detectron2, "detectron2", "a detectron2 configuration"),
    ROW(maskrcnn, "maskrcnn-benchmark", "a maskrcnn-benchmark configuration"),
    ROW(detectron, "detectron", "a configuration of the first Detectron"),
    ROW(deepspeed, "deepspeed", "a DeepSpeed configuration"),
};

const size_t dialect_count = sizeof dialects / sizeof *dialects;
