"""Lets Python trust the certificate authority of Localyun where a client reads no variable for that.

Written by `localyun env` and `localyun exec`; Python imports it at its start, by PYTHONPATH.
"""

import importlib.machinery
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
_bundle = os.environ.get("LOCALYUN_CA_BUNDLE")

if _bundle:
    try:
        import certifi
    except ImportError:
        pass
    else:
        # The current SDKs trust this file alone when they use a proxy.
        certifi.where = lambda: _bundle
        certifi.core.where = certifi.where

# The one that would have been imported without this one.
_paths = [path for path in sys.path if os.path.abspath(path or os.curdir) != _here]
_next = importlib.machinery.PathFinder.find_spec("sitecustomize", _paths)
if _next is not None and _next.loader is not None:
    _next.loader.exec_module(importlib.util.module_from_spec(_next))
