#!/usr/bin/env python3
"""page.py LRSCOPE PAGE: the page's table of what is read has the program's own dialects, neither more nor fewer."""
import re
import subprocess
import sys

said = subprocess.run([sys.argv[1], '--dialect=?', '--at=0'], capture_output=True, text=True).stderr
known = set(re.search(r'one of (.*)', said).group(1).strip().rstrip('.').split(', '))
page = set(re.findall(r'^\| `([^`]+)` \|', open(sys.argv[2]).read(), re.M)) - {'--dialect'}
print('not on the page:', *sorted(known - page), '; not in the program:', *sorted(page - known))
sys.exit(known != page)
