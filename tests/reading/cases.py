#!/usr/bin/env python3
"""cases.py LRSCOPE: files that people have (cases/, with the rates of their own frameworks in expected.json) and questions
of public threads (threads.json, as calls with what must come of them). What has rates there must be read, and
no rate may be untrue; what has none must be refused, with the reason."""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

lrscope = os.path.abspath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
faults = []


def call(arguments, folder):
    return subprocess.run([lrscope] + arguments, capture_output=True, text=True, cwd=folder, timeout=60)


def rates(output):
    rows = [line.split(',') for line in output.splitlines()[1:]]
    return {row[0]: float(row[2]) for row in rows if len(row) == 3}


def agree(found, wanted, tolerance):
    top = max(abs(value) for value in wanted.values()) or 1
    return all(step in found and abs(found[step] - value) <= tolerance * top for step, value in wanted.items())


def check_file(case, folder):
    wanted = case['expected'] or {}
    result = call(['--from-code=' + case['file'], '--at=' + ','.join(wanted or ['0'])] + case['options'], folder)
    if not wanted:
        return result.returncode == 2 and len(result.stderr) > 40
    return result.returncode == 0 and agree(rates(result.stdout), wanted, case['tolerance'])


def holds(wanted, result):
    if 'any_of' in wanted:
        return any(holds(one, result) for one in wanted['any_of'])
    if wanted.get('exit_nonzero') and result.returncode == 0:
        return False
    if 'lr' in wanted and (result.returncode or not agree(rates(result.stdout), wanted['lr'], wanted['rel_tol'])):
        return False
    for name, text in (('stdout', result.stdout), ('stderr', result.stderr)):
        if not all(re.search(p, text, re.S | re.I) for p in wanted.get(name + '_matches', [])):
            return False
        if any(re.search(p, text, re.S | re.I) for p in wanted.get(name + '_lacks', [])):
            return False
    return True


def check_thread(case):
    with tempfile.TemporaryDirectory() as folder:
        if 'file' in case:
            text = case['file']['content']
            if text.startswith('@OUTPUT_OF: lrscope '):
                text = call(shlex.split(text[20:]), folder).stdout
            with open(os.path.join(folder, case['file']['name']), 'w') as file:
                file.write(text)
        return holds(case['expect'], call(case['args'], folder))


folder = os.path.join(here, 'cases')
cases = json.load(open(os.path.join(folder, 'expected.json')))
threads = json.load(open(os.path.join(here, 'threads.json')))
faults += [case['file'] for case in cases if not check_file(case, folder)]
faults += ['%s: %s' % (case['id'], case['question']) for case in threads if not check_thread(case)]
print('%d files and questions, %d fall short' % (len(cases) + len(threads), len(faults)), *faults, sep='\n')
sys.exit(bool(faults))
