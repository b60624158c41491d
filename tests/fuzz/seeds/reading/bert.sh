python run_pretraining.py --bert_config_file=bert.json --do_train=True --train_batch_size=32 --num_train_steps=1000 \
  --num_warmup_steps=100 --learning_rate=1e-4