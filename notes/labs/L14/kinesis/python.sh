# Makes ml/bin/python: a Python with boto3 1.28 or newer. An older boto3 does not know AWS_ENDPOINT_URL and would go past an emulator.
new_enough='import sys, boto3; sys.exit(tuple(int(n) for n in boto3.__version__.split(".")[:2]) < (1, 28))'
if [ ! -e ml/bin/python ]; then
  if python3 -c "$new_enough" 2>/dev/null; then
    # The one that is there will do. It is called by a line of shell, since a link would lose sight of its packages.
    mkdir -p ml/bin
    printf '#!/bin/sh\nexec "%s" "$@"\n' "$(python3 -c 'import sys; print(sys.executable)')" > ml/bin/python
    chmod +x ml/bin/python
  else
    python3 -m venv ml && ml/bin/pip install --quiet 'boto3>=1.28'
  fi
fi
ml/bin/python -c "$new_enough" && ml/bin/python -c 'import boto3; print("boto3", boto3.__version__)'
