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
npx proj evaluate --model apps/cli/models/odd --json > main-job.json
npx deno run -A scripts/check-main-job.ts main-job.json digits
rm main-job.json

say "A second run is a cache hit that restores the model; another seed, data set or condition is a miss"
rm -r apps/cli/models
npx turbo run train | tee turbo.log
grep -q "FULL TURBO" turbo.log || { echo "Expected a full cache hit" >&2; exit 1; }
test -f apps/cli/models/odd/weights.bin || { echo "Expected the model to be restored" >&2; exit 1; }
for change in PROJ_SEED=2 PROJ_DATASET=mnist PROJ_CONDITION=even; do
  env "$change" npx turbo run train --dry=json > turbo.log
  node -e '
    const { tasks } = JSON.parse(require("node:fs").readFileSync("turbo.log", "utf8"));
    const { cache } = tasks.find((task) => task.taskId === "@proj/cli#train");
    if (cache.status !== "MISS") throw new Error(`Expected ${process.argv[1]} to be a miss, received ${cache.status}`);' "$change"
done
rm turbo.log

say "Types, lint, boundaries, packing for npm and JSR"
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
    npx proj train --dataset mnist --data-dir "$PROJ_DATA_DIR/mnist" --epochs 3 --batch-size 128 --seed 1 --out "$out/mnist"
    npx proj evaluate --model "$out/mnist" --dataset mnist --data-dir "$PROJ_DATA_DIR/mnist" --json > "$out/report.json"
    npx deno run -A scripts/check-main-job.ts "$out/report.json" mnist
  )
fi

say "Tests"
needs=webgpu,deno,bun,workerd,linux,"linux x64"
if [ -n "${CI:-}" ]; then needs=$needs,chromium; fi
if [ -n "${PROJ_DATA_DIR:-}" ]; then needs=$needs,data; fi
npx deno run -A scripts/count-tests.ts --require "$needs" --newer-than "$marker"
exit "$tests"
