#!/usr/bin/env python3
"""check.py LRSCOPE: holds every case of cases.json against what the program reads, compares and fits.

The logs' steps and rates are those of real runs unless the name begins with "synthetic"; everything else in them is
replaced. A fit is right where each value lies within its tolerance: relative for rates and factors, in steps else.
"""
import json
import os
import subprocess
import sys

lrscope = os.path.abspath(sys.argv[1])
folder = os.path.dirname(os.path.abspath(__file__))
RELATIVE = {'base_lr', 'gamma', 'slope', 'warmup_factor', 'final_factor', 'factor_times_base'}


def call(*arguments):
    return subprocess.run([lrscope, *arguments], capture_output=True, text=True, cwd=folder, timeout=60)


def read(case):
    found = json.loads(call(*case['options'], '--log=' + case['file'], '-o', '-', '--format=json').stdout)['logs'][0]
    wrong = []
    for key, value in (('rows', case['points']), ('compared', case['compared']), ('agrees', case['agrees']),
                       ('parts_at', case['parts_at']), ('shift', case['shift'])):
        if found[key] != value:
            wrong.append('%s is %s, not %s' % (key, found[key], value))
    for key in 'first', 'last':
        if [found[key]['x'], found[key]['lr']] != case[key]:
            wrong.append('%s is %s, not %s' % (key, found[key], case[key]))
    largest = case['largest']
    if largest is not None and abs(found['largest_relative_deviation'] - largest) > 0.02 * largest + 1e-11:
        wrong.append('largest deviation is %g, not %g' % (found['largest_relative_deviation'], largest))
    if case.get('explanation', '') not in found['explanation']:
        wrong.append('explanation is ' + found['explanation'])
    return wrong


def value_of(options, key):
    if key == 'slope':
        return options['base_lr'] * (1 - options['warmup_factor']) / options['warmup_iters']
    if key == 'factor_times_base':
        return options['base_lr'] * options['warmup_factor']
    return options.get(key, 0 if key in ('warmup_factor', 'final_factor') else None)


def is_near(key, found, wanted, tolerance):
    if key in RELATIVE and wanted:
        tolerance *= abs(wanted)
    return found is not None and abs(found - wanted) <= tolerance * 1.0001 + 1e-15


def fit(case):
    fits = json.loads(call(case['file'], '--fit', '-o', '-', '--format=json').stdout)['fits']
    options, wrong = fits[0]['options'], []
    for key, wanted in case['fit'].items():
        if key == 'shift':
            right = fits[0]['shift'] == wanted
        elif key == 'milestones':
            found = options.get(key, [])
            right = len(found) == len(wanted) and all(abs(a - b) <= t for a, (b, t) in zip(found, wanted))
        else:
            right = is_near(key, value_of(options, key), *wanted)
        if not right:
            wrong.append('fit: %s is not %s in %s' % (key, wanted, options))
    return wrong


def judge(case):
    if case.get('refused'):
        result = call('--log=' + case['file'], '--describe')
        said = result.stderr.startswith('lrscope: ' + case['file']) and result.stderr.count('\n') == 1
        return [] if result.returncode == 2 and said else ['not refused: ' + result.stderr]
    checked = call(*case['options'], case['file'], '--check-log')
    wrong = read(case)
    if (checked.returncode == 0) != case['agrees'] or checked.stdout or (checked.stderr == '') != case['agrees']:
        wrong.append('--check-log: status %d, %s' % (checked.returncode, checked.stderr))
    return wrong + (fit(case) if 'fit' in case else [])


cases = json.load(open(os.path.join(folder, 'cases.json')))
faults = 0
for one in cases:
    for fault in judge(one):
        faults += 1
        print('%s: %s' % (one['file'], fault))
print('%d cases, %d faults' % (len(cases), faults))
sys.exit(faults > 0 or not cases)
