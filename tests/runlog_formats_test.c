/* What programs print and export: which rows a log of each kind has, and at which step or epoch they stand.
   The numbers are made up, the forms are those of the programs. */
#include "runlog/runlog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];

static int make_path(void **state) {
    (void)state;
    strcpy(path, "/tmp/lrscope-form-XXXXXX");
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_path(void **state) {
    (void)state;
    return unlink(path);
}

static void put(const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/* "x=rate" for each row of the series that is shown, the unit before them. */
static void describe(const RunLog *log, Text *out) {
    static const char *const units[] = {"steps", "epochs", "epoch.step"};
    const LogGroup *group = runlog_shown(log);
    text_add(out, units[log->unit]);
    if (log->unit == LOG_EPOCH_AND_STEP)
        text_addf(out, " from %d of %lld", log->first_epoch, (long long)log->epoch_steps);
    text_add(out, ":");
    for (size_t i = 0; i < group->count; i++) {
        text_add(out, " ");
        runlog_add_x(log, &group->points[i], out);
        text_addf(out, "=%g", group->points[i].rate);
    }
}

typedef struct Form {
    const char *writer, *lines, *rows;
} Form;

static void check(const Form *forms, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Text why = {0}, found = {0};
        RunLog log;
        put(forms[i].lines);
        if (runlog_open(&log, path, &(LogOptions){0}, &why)) {
            describe(&log, &found);
            if (strcmp(text_string(&found), forms[i].rows) != 0)
                fail_msg("%s\n  read  %s\n  not   %s", forms[i].lines, text_string(&found), forms[i].rows);
            if (strcmp(log.writer, forms[i].writer) != 0)
                fail_msg("%s: written by %s", forms[i].lines, log.writer);
            runlog_close(&log);
        } else if (forms[i].rows) {
            fail_msg("%s\n  %s", forms[i].lines, text_string(&why));
        }
        text_free(&found);
        text_free(&why);
    }
}

static void test_inside_epochs(void **state) {
    (void)state;
    static const Form forms[] = {
        {"unknown",
         "Epoch: [7/9] Iter:[0/50], lr: [0.4], Loss: 1\nEpoch: [7/9] Iter:[10/50], lr: [0.3], Loss: "
         "1\nEpoch: "
         "[8/9] Iter:[0/50], lr: [0.2], Loss: 1\n",
         "epoch.step from 0 of 50: 7.0=0.4 7.10=0.3 8.0=0.2"},
        {"unknown",
         "INFO:root:[Epoch 1 Batch 10/20] loss=0.5, lr=0.001, metrics:mcc:0.0\nINFO:root:[Epoch 1 Batch "
         "20/20] "
         "loss=0.5, lr=0.002\nINFO:root:[Epoch 2 Batch 10/20] loss=0.5, lr=0.003\n",
         "epoch.step from 1 of 20: 1.10=0.001 1.20=0.002 2.10=0.003"},
        {"unknown",
         "Epoch[000] Batch [0049]/[0100]\tSpeed: 26.1 samples/sec\tlr=0.2\nEpoch[000] Batch "
         "[0099]/[0100]\tlr=0.1\nEpoch[001] Batch [0049]/[0100]\tlr=0.05\n",
         "epoch.step from 0 of 100: 0.49=0.2 0.99=0.1 1.49=0.05"},
        {"unknown",
         "| epoch   1 |   200/  500 batches | lr 0.4 | ms/batch 54.74 | loss  0.69\n| epoch   1 |   400/  "
         "500 "
         "batches | lr 0.4 | ms/batch 5\n| epoch   2 |   200/  500 batches | lr 0.1 | ms/batch 5\n",
         "epoch.step from 1 of 500: 1.200=0.4 1.400=0.4 2.200=0.1"},
        {"unknown",
         "Epoch[1/2](20/40) || training loss 0.08 || training accuracy 96.95% || lr 0.2\nEpoch[1/2](40/40) "
         "|| "
         "training loss 0.08 || lr 0.1\nEpoch[2/2](20/40) || training loss 0.08 || lr 0.05\n",
         "epoch.step from 1 of 40: 1.20=0.2 1.40=0.1 2.20=0.05"},
        {"unknown",
         "Epoch 1/2:  25%|##        | 10/40 [00:01<00:03, 9.9it/s, loss=1.2, lr=0.2]\nEpoch 1/2: 100%|####| "
         "40/40 "
         "[00:04<00:00, lr=0.1]\nEpoch 2/2:  25%|##        | 10/40 [00:01<00:03, lr=0.05]\n",
         "epoch.step from 1 of 40: 1.10=0.2 1.40=0.1 2.10=0.05"},
        {"unknown",
         "Epoch 1/2\n----------\nbatch 10/40 loss 1.0 lr 0.2\nbatch 20/40 loss 1.0 lr 0.1\nEpoch "
         "2/2\n----------\nbatch 10/40 loss 1.0 lr 0.05\n",
         "epoch.step from 1 of 40: 1.10=0.2 1.20=0.1 2.10=0.05"},
        {"unknown", "epoch,batch,lr\n0,10,0.2\n0,20,0.1\n1,10,0.05\n1,20,0.04\n",
         "epoch.step from 0 of 20: 0.10=0.2 0.20=0.1 1.10=0.05 1.20=0.04"},
        {"PaddleDetection",
         "[01/01 10:00:00] ppdet.engine INFO: Epoch: [0] [ 0/30] learning_rate: 0.1 loss: 3.2\n[01/01 "
         "10:00:00] ppdet.engine INFO: Epoch: [0] [20/30] learning_rate: 0.2 loss: 3.2\n[01/01 10:00:00] "
         "ppdet.engine INFO: Epoch: [1] [ 0/30] learning_rate: 0.3 loss: 3.2\n",
         "epoch.step from 0 of 30: 0.0=0.1 0.20=0.2 1.0=0.3"},
        {"unknown",
         "[2021/07/19] root INFO: [Train][Epoch 1/2][Iter: 0/50]lr(LinearWarmup): 0.1, top1: "
         "0.2\n[2021/07/19] root "
         "INFO: [Train][Epoch 1/2][Iter: 10/50]lr(LinearWarmup): 0.2, top1: 0.2\n[2021/07/19] root INFO: "
         "[Train][Epoch 2/2][Iter: 0/50]lr(LinearWarmup): 0.3, top1: 0.2\n",
         "epoch.step from 1 of 50: 1.0=0.1 1.10=0.2 2.0=0.3"},
        {"ESPnet (mean of each interval)",
         "[host] 2023-04-23 18:59:48 (trainer:777) INFO: 1epoch:train:1-49batch:50num_updates: "
         "iter_time=0.008, "
         "optim0_lr0=1.000e-05, train_time=0.75\n[host] 2023 (trainer:777) INFO: 1epoch:train:50-98batch: "
         "acc=0.9, "
         "optim0_lr0=2.000e-05\n[host] 2023 (trainer:777) INFO: 2epoch:train:1-49batch: acc=0.9, "
         "optim0_lr0=3.000e-05\n[host] (trainer:398) INFO: 2epoch results: [train] loss=39.8, "
         "optim0_lr0=2.500e-05\n",
         "epoch.step from 1 of 98: 1.25=1e-05 1.74=2e-05 2.25=3e-05"},
    };
    check(forms, sizeof forms / sizeof *forms);
}

static void test_steps(void **state) {
    (void)state;
    static const Form forms[] = {
        {"Caffe",
         "I0627 16:04:26.5 31652 solver.cpp:228] Iteration 0, loss = 0.1\nI0627 16:04:26.5 31652 "
         "sgd_solver.cpp:106] Iteration 0, lr = 0.01\nI0627 16:04:26.6 31652 sgd_solver.cpp:106] Iteration "
         "100, lr "
         "= 0.001\n",
         "steps: 0=0.01 100=0.001"},
        {"llm.c",
         "s:0 tel:11.0\ns:0 trl:11.0091 lr:0.000001 norm:15.37\ns:1 trl:10.9598 lr:0.000002 norm:15.24\n",
         "steps: 0=1e-06 1=2e-06"},
        {"Hugging Face Trainer (stdout)",
         "  1%|1   | 9/900 [00:01<00:09, 9it/s]\n{'loss': 1.5, 'learning_rate': 0.4, 'epoch': 0.01}\n  2%|2  "
         " | 20/900 [00:01<00:09, 9it/s]\n{'loss': 1.5, 'learning_rate': 0.3, 'epoch': 0.02}\n  3%|3   | "
         "29/900 [00:01<00:09, 9it/s]\n{'loss': 1.5, 'learning_rate': 0.2, 'epoch': 0.03}\n  4%|4   | 39/900 "
         "[00:01<00:09, 9it/s]\n{'loss': 1.5, 'learning_rate': 0.1, 'epoch': 0.04}\n",
         "steps: 10=0.4 20=0.3 30=0.2 40=0.1"},
        {"DeepSpeed", "step=10, skipped=1, lr=[0.4], mom=[0.9]\nstep=10, skipped=0, lr=[0.04], mom=[0.9]\nstep=20, skipped=2, lr=[0.3], mom=[0.9]\nstep=20, skipped=0, lr=[0.03], mom=[0.9]\nstep=30, skipped=2, lr=[0.2], mom=[0.9]\nstep=30, skipped=1, lr=[0.02], mom=[0.9]\nstep=40, skipped=2, lr=[0.1], mom=[0.9]\nstep=40, skipped=1, lr=[0.01], mom=[0.9]\n", "steps: 10=0.4 20=0.3 30=0.2 40=0.1"},
        {"Darknet",
         " 1: 1145.8, 1145.9 avg loss, 0.000100 rate, 6.0 seconds, 64 images, 7.5 hours left\nLoaded: 0.0 "
         "seconds\n 1000: 0.034688, 0.045240 avg loss, 0.001000 rate, 0.9 seconds, 6400 images\n",
         "steps: 1=0.0001 1000=0.001"},
        {"unknown",
         "INFO - Iter: 0/100  Jobs: 3  Epoch: 0.00/4.0 (0.0% complete)  lr: 0.003\nINFO - Iter: 50/100  "
         "Jobs: 3  "
         "Epoch: 2.00/4.0 (50.0% complete)  lr: 0.001\n",
         "steps: 0=0.003 50=0.001"},
        {"unknown",
         "[TRAIN] epoch: 1, iter: 10/8,000, loss: 0.8, lr: 0.4, ips: 9\n[TRAIN] epoch: 2, iter: 1,010/8,000, "
         "loss: "
         "0.8, lr: 0.3\n",
         "steps: 10=0.4 1010=0.3"},
        {"unknown", "step 10k | loss 2.1 | lr 3e-4\nstep 20k | loss 2.0 | lr 2e-4\n",
         "steps: 10000=0.0003 20000=0.0002"},
        {"unknown",
         "INFO:tensorflow:learning_rate = 0.02, step = 0\nINFO:tensorflow:global_step/sec: "
         "5.3\nINFO:tensorflow:learning_rate = 0.01, step = 100 (1.2 sec)\n",
         "steps: 0=0.02 100=0.01"},
        {"unknown",
         "epoch: 1, lr: 1.00e-01, steps: 120, optimizer: Adam - train loss: 2.3\nepoch: 2, lr: 5.00e-02, "
         "steps: "
         "240, optimizer: Adam - train loss: 2.3\n",
         "steps: 120=0.1 240=0.05"},
        {"unknown",
         "[Epoch 0 Batch 200/372] lr 0.3\n[Epoch 0] time cost 82.33s, lr 9.9\n[Epoch 1 Batch 200/372] lr "
         "0.2\n[Epoch "
         "1] time cost 82.33s, lr 9.9\n[Epoch 2 Batch 200/372] lr 0.1\n",
         "epoch.step from 0 of 372: 0.200=0.3 1.200=0.2 2.200=0.1"},
        {"unknown", "step 1: lr=[np.float64(0.25)], loss 1\nstep 2: lr=tensor(0.125, device='cuda:0')\n",
         "steps: 1=0.25 2=0.125"},
        {"unknown", "Namespace(epoch=3, step=5, lr=0.7)\nstep 1 lr 0.5\nstep 2 initial lr 0.9 lr 0.4\n",
         "steps: 1=0.5 2=0.4"},
    };
    check(forms, sizeof forms / sizeof *forms);
}

static void test_epochs(void **state) {
    (void)state;
    static const Form forms[] = {
        {"unknown",
         "Epoch 1/20\nTrain Loss: 7.4 - Perplexity: 1803.7\nTime: 122.57s - LR: 9.94e-05\nEpoch 2/20: "
         "100%|####| 935/935 "
         "[00:01<00:00]\nTrain Loss: 7.4\nno improvement since epoch 1\nTime: 122.57s - LR: 9.78e-05\n",
         "epochs: 1=9.94e-05 2=9.78e-05"},
        {"unknown",
         "Epochs: 25\nLr: 0.01\nEpoch: 1\nLearning rate: 0.005000\nEpoch: 2\nLearning rate: 0.014000\n",
         "epochs: 1=0.005 2=0.014"},
        {"unknown",
         "Adjusting learning rate of group 0 to 9.0000e-02.\nEpoch 1\nTrain: Loss=1.18 "
         "Batch_id=117\nAdjusting learning "
         "rate of group 0 to 8.0000e-02.\nEpoch 2\nAdjusting learning rate of group 0 to 7.0000e-02.\n",
         "epochs: 1=0.08 2=0.07"},
        {"unknown",
         "Epoch 00001: adjusting learning rate of group 0 to 9.0000e-02.\nEpoch 00001: adjusting learning "
         "rate of "
         "group 1 to 9.0000e-03.\nEpoch 00002: adjusting learning rate of group 0 to 8.0000e-02.\nEpoch "
         "00002: "
         "adjusting learning rate of group 1 to 8.0000e-03.\n",
         "epochs: 1=0.09 2=0.08"},
        {"unknown",
         "Epoch 1: LearningRateScheduler setting learning rate to 0.05.\nEpoch 1/2\n- loss: 1\nEpoch 2: "
         "LearningRateScheduler setting learning rate to 0.02.\n",
         "epochs: 1=0.05 2=0.02"},
        {"unknown", " INFO - epoch 1, learning_rate 0.01000\n INFO - epoch 2, learning_rate 0.00952\n",
         "epochs: 1=0.01 2=0.00952"},
        {"unknown", "Epoch: 1, TrainLoss: 673.5, LR: 0.02\nEpoch: 2, TrainLoss: 258.9, LR: 0.01\n",
         "epochs: 1=0.02 2=0.01"},
        {"unknown",
         "| Epoch | Train Loss | Learning Rate |\n|-------|------------|---------------|\n| 1     | 7.0433   "
         "  | "
         "0.02          |\n| 2     | 6.8873     | 0.01          |\n",
         "epochs: 1=0.02 2=0.01"},
    };
    check(forms, sizeof forms / sizeof *forms);
}

static void test_tables(void **state) {
    (void)state;
    static const Form forms[] = {
        {"YOLOv5", "   epoch, metrics/mAP_0.5:0.95,   x/lr0,   x/lr1\n       0,         0.1,    0.02,  0.03\n       1,         0.1,    0.01,  0.02\n", "epochs: 0=0.02 1=0.01"},
        {"unknown", "step;loss;lr\n1;2,5;0,02\n2;2,4;0,01\n", "steps: 1=0.02 2=0.01"},
        {"unknown", "step;lr\n1;2,5e-2\n2;1,5E-02\n", "steps: 1=0.025 2=0.015"},
        {"unknown", "\xEF\xBB\xBFStep,lr\r\n\"1,000\",0.02\r\n\"2,000\",0.01\r\n",
         "steps: 1000=0.02 2000=0.01"},
        {"Weights & Biases chart",
         "\"Step\",\"run: 5 - lr\",\"run: 5 - lr__MIN\",\"run: 5 - "
         "lr__MAX\"\n\"0\",\"0.02\",\"0.01\",\"0.03\"\n\"10\",\"0.01\",\"0.0\",\"0.03\"\n",
         "steps: 0=0.02 10=0.01"},
        {"unknown",
         "Epoch,lr_decay,best_lr,weight_lr,lr_scale,min_lr,lr\n1,0.1,9,9,9,0,0.02\n2,0.1,9,9,9,0,0.01\n",
         "epochs: 1=0.02 2=0.01"},
        {"unknown", "[{\"epoch\": 0, \"lr\": 0.5}, {\"epoch\": 1, \"lr\": 0.25}]", "epochs: 0=0.5 1=0.25"},
        {"unknown", "{\"loss\": [1.0, 0.5, 0.4], \"lr\": [0.5, 0.25, 0.125], \"val_loss\": [1, 1, 1]}",
         "steps: 0=0.5 1=0.25 2=0.125"},
        {"unknown", "{\n \"epoch\": [1, 2, 3],\n \"learning_rate\": [0.5, 0.25, 0.125]\n}\n",
         "epochs: 1=0.5 2=0.25 3=0.125"},
    };
    check(forms, sizeof forms / sizeof *forms);
}

/* What tells of no run, or tells not where its rates stand, is refused with the reason. */
static void test_refused(void **state) {
    (void)state;
    static const char *const forms[][2] = {
        {"{\"config\": {\"lr\": 0.1, \"epochs\": 4}, \"accuracy\": 0.84}\n{\"config\": {\"lr\": 0.2, "
         "\"epochs\": 8}, "
         "\"accuracy\": 0.85}\n",
         "settings"},
        {"Epoch 1\nloss 1 lr 0.1\nloss 1 lr 0.2\nloss 1 lr 0.3\nloss 1 lr 0.4\nloss 1 lr 0.5\n",
         "the same epoch"},
        {"epoch,lr\n0,0.1\n0,0.2\n0,0.3\n0,0.4\n0,0.5\n1,0.6\n", "the same epoch"},
        {"step:1 - train/loss:0.89 - train/lr(1e-3):0.0002 - time(s):4\nstep:2 - train/loss:0.89 - "
         "train/lr(1e-3):0.0004\n",
         "--log-key"},
        {"step,lr_backbone,loss\n1,0.1,3\n2,0.2,3\n", "lr_backbone"},
        {"Wall time,Step,Value\n1700000000.0,1,0.1\n1700000001.0,2,0.2\n", "--log-key=Value"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        Text why = {0};
        RunLog log;
        put(forms[i][0]);
        if (runlog_open(&log, path, &(LogOptions){0}, &why)) {
            Text found = {0};
            describe(&log, &found);
            fail_msg("%s\n  read %s", forms[i][0], text_string(&found));
        }
        if (!strstr(text_string(&why), forms[i][1])) fail_msg("%s\n  %s", forms[i][0], text_string(&why));
        text_free(&why);
    }
}

/* A script has an epoch and rates too, but is no log; a log with a rate on a line of its own is one. */
static void test_recognised(void **state) {
    (void)state;
    put("import torch\nepoch = 10\nlr = 0.1\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\nlr = 0.01\n");
    assert_false(runlog_recognise(path));
    put("Epoch 1/2\nTime: 9s - LR: 0.2\nEpoch 2/2\nTime: 9s - LR: 0.1\n");
    assert_true(runlog_recognise(path));
    put("Epoch 1 Batch 10/20 lr 0.2\nEpoch 1 Batch 20/20 lr 0.1\n");
    assert_true(runlog_recognise(path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inside_epochs), cmocka_unit_test(test_steps),   cmocka_unit_test(test_epochs),
        cmocka_unit_test(test_tables),        cmocka_unit_test(test_refused),       cmocka_unit_test(test_recognised),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
