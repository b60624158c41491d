#include "runlog/writers.h"

#include <string.h>

enum {
    EVENTS = 1 << READER_EVENTS,
    WANDB = 1 << READER_WANDB,
    DOCUMENT = 1 << READER_JSON,
    LINES = 1 << READER_JSON_LINES,
    CSV = 1 << READER_CSV,
    COLUMNS = 1 << READER_COLUMNS,
    TEXT = 1 << READER_TEXT,
    ANY = ~0
};

/* Evidence: transformers' trainer.py before and after pull request 36973 (best_global_step came with it),
   Lightning's lr_monitor.py, detectron2's engine/hooks.py, mmengine's runtime_info_hook.py, mmcv's logger
   hooks, Ultralytics' engine/trainer.py, YOLOv5's train.py, timm's train.py, torchvision's references, deit's
   engine.py, Megatron's training.py, DeepSpeed's engine.py, fairseq's trainer.py, torchtune's recipes,
   nanochat's base_train.py, Keras' callbacks, ppdet's engine/trainer.py, espnet2's
   train/trainer.py, Caffe's sgd_solver.cpp, Darknet's detector.c. */
static const LogWriter writers[] = {
    {.name = "Hugging Face Trainer from 4.51 on",
     .readers = DOCUMENT,
     .keys = "log_history|best_global_step",
     .shift = -1,
     .digits = LOG_DIGITS_REPR},
    {.name = "Hugging Face Trainer before 4.51",
     .readers = DOCUMENT,
     .keys = "log_history",
     .digits = LOG_DIGITS_REPR},
    {.name = "LLaMA-Factory",
     .readers = LINES,
     .keys = "current_steps|learning_rate",
     .open = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "LLaMA-Factory",
     .readers = LINES,
     .keys = "current_steps",
     .shift = -1,
     .open = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "detectron2", .readers = LINES, .keys = "iteration|lr", .digits = LOG_DIGITS_REPR},
    {.name = "mmcv 1.x",
     .readers = LINES,
     .keys = "mode|epoch|iter",
     .by_epoch = true,
     .first_epoch = 1,
     .shift = -1,
     .digits = LOG_DIGITS_DECIMALS,
     .digit_count = 5},
    {.name = "mmengine",
     .readers = LINES,
     .keys = "lr|data_time|step",
     .shift = -1,
     .digits = LOG_DIGITS_REPR},
    {.name = "mmengine", .readers = LINES, .keys = "base_lr|lr|step", .shift = -1, .digits = LOG_DIGITS_REPR},
    {.name = "FAIR (mean of each epoch)",
     .readers = LINES,
     .keys = "train_lr|epoch",
     .without = "it|train_num_updates",
     .moment = LOG_AT_EPOCH_MEAN,
     .digits = LOG_DIGITS_REPR},
    {.name = "FAIR", .readers = LINES, .keys = "train_lr", .open = true, .digits = LOG_DIGITS_REPR},
    {.name = "torchtune",
     .readers = LINES,
     .keys = "step|lr|tokens_per_second_per_gpu",
     .digits = LOG_DIGITS_REPR},
    {.name = "fairseq",
     .readers = LINES,
     .keys = "num_updates",
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 6},

    {.name = "Lightning", .readers = CSV, .keys = "lr-/|step", .digits = LOG_DIGITS_REPR},
    {.name = "Ultralytics",
     .readers = CSV,
     .keys = "epoch|lr/",
     .moment = LOG_AT_EPOCH_END,
     .first_epoch = 1,
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 6},
    {.name = "YOLOv5",
     .readers = CSV,
     .keys = "epoch|x/lr0",
     .moment = LOG_AT_EPOCH_END,
     .open = true, /* behind the warm-up the rate is an epoch late */
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 5},
    {.name = "timm",
     .readers = CSV,
     .keys = "epoch|lr|train_loss|eval_loss",
     .open = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "Keras CSVLogger",
     .readers = CSV,
     .keys = "epoch|learning_rate|loss|val_loss",
     .without = "step|global_step|timestamp"},
    {.name = "Keras CSVLogger",
     .readers = CSV,
     .keys = "epoch|lr|loss|val_loss",
     .without = "step|global_step|timestamp"},
    {.name = "TensorBoard export", .readers = CSV, .keys = "Wall time|Step|Value", .open = true},
    {.name = "lrscope", .readers = CSV, .keys = "step|factor|lr", .digits = LOG_DIGITS_REPR},
    {.name = "Weights & Biases, Hugging Face Trainer",
     .readers = CSV | WANDB,
     .keys = "train/global_step|train/learning_rate",
     .open = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "Weights & Biases, Lightning",
     .readers = CSV | WANDB,
     .keys = "trainer/global_step",
     .digits = LOG_DIGITS_REPR},
    {.name = "ColossalAI (Weights & Biases)",
     .readers = CSV | WANDB,
     .keys = "lr|batch_id|_step",
     .shift = 1,
     .digits = LOG_DIGITS_REPR},
    {.name = "Weights & Biases history",
     .readers = CSV | WANDB,
     .keys = "_step|_timestamp",
     .open = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "Weights & Biases chart",
     .readers = CSV,
     .keys = "Step",
     .without = "lr|learning_rate",
     .open = true},

    {.name = "Hugging Face Trainer (TensorBoard)",
     .readers = EVENTS,
     .keys = "train/learning_rate",
     .open = true},
    {.name = "Lightning (TensorBoard)", .readers = EVENTS, .keys = "lr-/"},
    {.name = "detectron2 (TensorBoard)", .readers = EVENTS, .keys = "lr|total_loss"},
    {.name = "Ultralytics (TensorBoard)",
     .readers = EVENTS,
     .keys = "lr/pg0",
     .moment = LOG_AT_EPOCH_END,
     .first_epoch = 1},
    {.name = "YOLOv5 (TensorBoard)",
     .readers = EVENTS,
     .keys = "x/lr0",
     .moment = LOG_AT_EPOCH_END,
     .open = true},
    {.name = "Keras (TensorBoard)", .readers = EVENTS, .keys = "epoch_learning_rate", .open = true},
    {.name = "Megatron (TensorBoard)", .readers = EVENTS, .keys = "learning-rate"},
    {.name = "torchtitan (TensorBoard)", .readers = EVENTS, .keys = "lr/AdamW", .shift = -1},
    {.name = "MAE (TensorBoard, 1000 steps an epoch)",
     .readers = EVENTS,
     .keys = "lr|train_loss",
     .without = "loss",
     .epoch_scale = 1000,
     .open = true},
    {.name = "TensorBoard", .readers = EVENTS, .open = true},

    {.name = "mmengine",
     .readers = TEXT,
     .pattern = "mmengine",
     .by_epoch = true,
     .first_epoch = 1,
     .shift = -1},
    {.name = "mmengine", .readers = TEXT, .pattern = "mmengine by iteration", .shift = -1},
    {.name = "mmcv 1.x", .readers = TEXT, .pattern = "mmcv", .by_epoch = true, .first_epoch = 1, .shift = -1},
    {.name = "mmcv 1.x", .readers = TEXT, .pattern = "mmcv by iteration", .shift = -1},
    {.name = "torchvision detection",
     .readers = TEXT,
     .pattern = "torchvision",
     .by_epoch = true,
     .moment = LOG_NEXT_IN_EPOCH_0},
    {.name = "PaddleDetection", .readers = TEXT, .pattern = "paddle detection", .by_epoch = true},
    {.name = "ESPnet (mean of each interval)",
     .readers = TEXT,
     .pattern = "espnet",
     .by_epoch = true,
     .first_epoch = 1,
     .open = true},
    {.name = "Caffe",
     .readers = TEXT,
     .pattern = "caffe",
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 6},
    {.name = "llm.c", .readers = TEXT, .pattern = "llm.c"},
    {.name = "Darknet", .readers = TEXT, .pattern = "darknet"},
    {.name = "llm.c", .readers = TEXT, .pattern = "llmc", .digits = LOG_DIGITS_DECIMALS, .digit_count = 6},
    {.name = "timm", .readers = TEXT, .pattern = "timm", .by_epoch = true, .open = true},
    {.name = "Swin", .readers = TEXT, .pattern = "swin", .by_epoch = true, .open = true},
    {.name = "YOLOX", .readers = TEXT, .pattern = "yolox", .by_epoch = true, .first_epoch = 1},
    {.name = "Megatron", .readers = TEXT, .pattern = "megatron"},
    {.name = "DeepSpeed",
     .readers = TEXT,
     .pattern = "deepspeed",
     .lagging = true,
     .digits = LOG_DIGITS_REPR},
    {.name = "fairseq",
     .readers = TEXT,
     .pattern = "fairseq",
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 6},
    {.name = "detectron2",
     .readers = TEXT,
     .pattern = "detectron2",
     .digits = LOG_DIGITS_SIGNIFICANT,
     .digit_count = 5},
    {.name = "torchtune", .readers = TEXT, .pattern = "torchtune", .digits = LOG_DIGITS_REPR},
    {.name = "nanochat", .readers = TEXT, .pattern = "nanochat"},
    {.name = "Hugging Face Trainer (stdout)", .readers = TEXT, .pattern = "huggingface", .open = true},
    {.name = "Hugging Face accelerate", .readers = TEXT, .pattern = "accelerate", .open = true},

    {.name = "MLflow", .readers = COLUMNS, .open = true},
    {.name = "unknown", .readers = (unsigned)ANY, .open = true},
};

/* True if the name is among the keys. "lr-/" stands for any that begins with lr-. */
static bool saw(const Collector *collector, const char *name, size_t length) {
    for (size_t i = 0; i < collector->key_count; i++) {
        const LogKey *key = &collector->keys[i];
        bool any_rest = length > 1 && name[length - 1] == '/';
        size_t compared = any_rest && name[length - 2] == '-' ? length - 1 : length;
        if ((any_rest ? key->length > compared : key->length == length) && !memcmp(key->name, name, compared))
            return true;
    }
    return false;
}

static size_t seen_count(const Collector *collector, const char *keys, size_t *all) {
    size_t seen = 0;
    for (*all = 0; keys; keys = strchr(keys, '|') ? strchr(keys, '|') + 1 : NULL, ++*all)
        seen += saw(collector, keys, strcspn(keys, "|"));
    return seen;
}

static bool matches(const LogWriter *writer, const LogSource *source) {
    const char *pattern = source->collector.pattern_writer;
    size_t all;
    if (!(writer->readers & 1u << source->reader)) return false;
    if (writer->pattern && (!pattern || strcmp(writer->pattern, pattern) != 0)) return false;
    if (writer->keys && seen_count(&source->collector, writer->keys, &all) < all) return false;
    return !writer->without || !seen_count(&source->collector, writer->without, &all);
}

const LogWriter *writer_of(const LogSource *source) {
    const LogWriter *writer = writers;
    while (!matches(writer, source)) writer++;
    return writer;
}

bool writer_is_unknown(const LogWriter *writer) {
    return writer == &writers[sizeof writers / sizeof *writers - 1];
}
