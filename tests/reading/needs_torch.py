"""PyTorch for the tests that need it; where there is none they end as skipped."""
import sys
import warnings

try:
    import torch
except ImportError as error:
    print(f"skipped: {error}; Debian's python3-torch has it")
    sys.exit(77)

warnings.filterwarnings('ignore')
