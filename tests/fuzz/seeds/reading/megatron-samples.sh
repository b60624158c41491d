ARGS="--lr 6e-5 --min-lr 6e-6 --lr-decay-style cosine --train-samples 512000 --global-batch-size 512 --lr-decay-samples 409600 --lr-warmup-samples 51200"
torchrun pretrain_gpt.py $ARGS