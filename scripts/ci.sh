#!/usr/bin/env bash
# What has to hold before a change lands: the README's two commands as they stand, every check, and the main job on the full
# MNIST where PROJ_DATA_DIR has it. Closes with one line: N passed, N failed, N skipped.
#
# It expects Node, and what scripts/install-system.sh installs: with CI set, a test that is skipped for want of it fails.
set -euo pipefail
cd "$(dirname "$0")/.."
export TURBO_TELEMETRY_DISABLED=1 NO_COLOR=1
say() { printf '\n== %s\n' "$1"; }

say "README: npm ci && npx turbo run evaluate"
begin=$SECONDS
npm ci --no-audit --no-fund
npx turbo run evaluate
echo "the first command took $((SECONDS - begin)) s, npm ci included"

say "A second run is a cache hit that restores the model; another seed is a miss"
rm -r apps/cli/models
npx turbo run train | tee reports-turbo.log
grep -q "FULL TURBO" reports-turbo.log || { echo "Expected a full cache hit" >&2; exit 1; }
test -f apps/cli/models/odd/weights.bin || { echo "Expected the model to be restored" >&2; exit 1; }
PROJ_SEED=2 npx turbo run train --dry=json > reports-turbo.log
node -e '
  const { tasks } = JSON.parse(require("node:fs").readFileSync("reports-turbo.log", "utf8"));
  const train = tasks.find((task) => task.taskId === "@proj/cli#train");
  if (train.cache.status !== "MISS") throw new Error("Expected another seed to be a miss, received " + train.cache.status);'
rm reports-turbo.log

say "Types, lint, boundaries"
npx turbo run check

say "README: npm test"
marker=$(mktemp)
find . -name reports -not -path "*/node_modules/*" -type d -exec find {} -name "vitest*.json" -delete -o -name "deno*.xml" -delete \;
tests=0
npm test || tests=$?

if [ -n "${PROJ_DATA_DIR:-}" ]; then
  say "The main job on the full MNIST, 3 epochs"
  (
    out=$(mktemp -d)
    trap 'rm -rf "$out"' EXIT
    node apps/cli/dist/main.js train --dataset mnist --data-dir "$PROJ_DATA_DIR/mnist" --epochs 3 --batch-size 128 --seed 1 --out "$out/mnist"
    node apps/cli/dist/main.js evaluate --model "$out/mnist" --dataset mnist --data-dir "$PROJ_DATA_DIR/mnist" --json > "$out/report.json"
    npx deno run -A scripts/check-main-job.ts "$out/report.json"
  )
fi

say "Tests"
needs=webgpu,deno,linux,"linux x64"
if [ -n "${CI:-}" ]; then needs=$needs,chromium; fi
if [ -n "${PROJ_DATA_DIR:-}" ]; then needs=$needs,data; fi
npx deno run -A scripts/count-tests.ts --require "$needs" --newer-than "$marker"
exit "$tests"
