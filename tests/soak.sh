#!/usr/bin/env bash
# The long runs: exporters killed and disconnected at random instants, tables reloaded and swapped under them, a full disk, concurrent
# writes, many organizations, memory, damaged deliveries, random command lines, malformed sources, random queries over source tables, and
# random or mutated files of them, random documents beside a Markdown viewer. Prints a table of what was shown; ends with 1 if anything was not. With --short, a few minutes of each.
# ACSTATS_SOAK_SEED=N repeats the instants of an earlier run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1:-}" = --short ]; then
  kills=10 terminations=10 reloads=10 organizations=8 accounts=20000 damages=300 sources=60 command_lines=300
  trees=1000 source_files=500 mutations=500 documents=1000
else
  kills=200 terminations=50 reloads=100 organizations=40 accounts=500000 damages=1000 sources=100000 command_lines=5000
  trees=20000 source_files=5000 mutations=10000 documents=5000
fi
export ACSTATS_SOAK_KILLS="${ACSTATS_SOAK_KILLS:-$kills}"
export ACSTATS_SOAK_TERMINATIONS="${ACSTATS_SOAK_TERMINATIONS:-$terminations}"
export ACSTATS_SOAK_RELOADS="${ACSTATS_SOAK_RELOADS:-$reloads}"
export ACSTATS_SOAK_ORGANIZATIONS="${ACSTATS_SOAK_ORGANIZATIONS:-$organizations}"
export ACSTATS_SOAK_ACCOUNTS="${ACSTATS_SOAK_ACCOUNTS:-$accounts}"
export ACSTATS_SOAK_DAMAGES="${ACSTATS_SOAK_DAMAGES:-$damages}"
export ACSTATS_SOAK_SOURCES="${ACSTATS_SOAK_SOURCES:-$sources}"
export ACSTATS_SOAK_COMMAND_LINES="${ACSTATS_SOAK_COMMAND_LINES:-$command_lines}"
export ACSTATS_SOAK_TREES="${ACSTATS_SOAK_TREES:-$trees}"
export ACSTATS_SOAK_SOURCE_FILES="${ACSTATS_SOAK_SOURCE_FILES:-$source_files}"
export ACSTATS_SOAK_MUTATIONS="${ACSTATS_SOAK_MUTATIONS:-$mutations}"
export ACSTATS_SOAK_DOCUMENTS="${ACSTATS_SOAK_DOCUMENTS:-$documents}"
export ACSTATS_SOAK_SEED="${ACSTATS_SOAK_SEED:-$RANDOM}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ACSTATS_SOAK_REPORT="$work/report"
: > "$ACSTATS_SOAK_REPORT"
outcome=0

tests=tests/AccountCommStats.EndToEnd.Tests
dotnet build "$tests" --nologo -v q
dotnet build tests/AccountCommStats.Exporting.Tests --nologo -v q
dotnet build tests/AccountCommStats.Generator.Tests --nologo -v q
acstats=$(find "$tests/bin" -name acstats.dll -path '*Debug*' | head -n 1)

# Thousands of starts: a native binary takes a thirtieth of the time of each.
if command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; then
  dotnet publish src/AccountCommStats -c Release --use-current-runtime -p:Aot=true --artifacts-path "$work/artifacts" -o "$work/native" --nologo >"$work/acstats.log"
  mv "$work/acstats.log" "$work/native/acstats.log"
  export ACSTATS_TEST_BINARY="$work/native/acstats"
fi

run_tests() { # project, filter
  dotnet test "$1" --no-build --nologo --filter "$2" || outcome=1
}

# A disk of $1 bytes that only this command sees; as an ordinary user in a user namespace of its own.
on_small_disk() {
  local size=$1 folder=$2
  shift 2
  if [ "$(id -u)" -eq 0 ]; then set -- unshare -m "$@"; else set -- unshare -rm "$@"; fi
  SIZE=$size FOLDER=$folder "$@"
}

disk_full() {
  local source="$work/sample.duckdb" folder="$work/small" log="$work/full.log"
  mkdir -p "$folder"
  dotnet "$acstats" seed --source "$source" --organization 1 --accounts 500 --events-per-account 20 >/dev/null 2>&1
  dotnet "$acstats" seed --source "$source" --organization 2 --accounts 3000 --events-per-account 20 >/dev/null 2>&1
  # The disk becomes full first while rows are written, then while the manifest is. The older pair stays as it is.
  on_small_disk 600k "$folder" env ACSTATS="$acstats" SOURCE="$source" bash -c '
    set -u
    mount -t tmpfs -o size="$SIZE" tmpfs "$FOLDER" || exit 9
    export_() { dotnet "$ACSTATS" export --source "$SOURCE" --as-of 2025-12-10 --output "$FOLDER" --organization "$1"; }
    export_ 1 || exit 10
    before=$(cd "$FOLDER" && sha256sum account-*)
    export_ 2; [ $? -eq 6 ] || exit 11
    [ "$(cd "$FOLDER" && sha256sum account-*)" = "$before" ] || exit 12
    [ "$(ls -A "$FOLDER" | wc -l)" -eq 2 ] || exit 13
    # Leave room for the lock and the rows but not for the manifest, which is what the renaming waits for.
    rows=$(stat -c %s "$FOLDER"/account-*.csv)
    free=$(df --output=avail -B1 "$FOLDER" | tail -n 1)
    head -c $((free - (rows + 4095) / 4096 * 4096 - 4096)) /dev/zero > "$FOLDER/filler"
    export_ 1; [ $? -eq 6 ] || exit 14
    rm "$FOLDER/filler"
    [ "$(cd "$FOLDER" && sha256sum account-*)" = "$before" ] || exit 15
    [ "$(ls -A "$FOLDER" | wc -l)" -eq 2 ] || exit 16
    # No inodes left, although there is room: one for the folder, one for the lock, none for the rows.
    umount "$FOLDER" && mount -t tmpfs -o size="$SIZE",nr_inodes=2 tmpfs "$FOLDER" || exit 17
    said=$(export_ 1 2>&1); [ $? -eq 6 ] || exit 18
    [[ $said == *"accepts no more files, although "*"df -i"* ]] || exit 19
    [ "$(ls -A "$FOLDER" | wc -l)" -eq 0 ] || exit 20
  ' >"$log" 2>&1 || { local code=$?; cat "$log" >&2; echo "disk full: step $code failed" >&2; outcome=1; return; }
  echo "| disk full while writing, and while publishing; no inodes left | exit 6, older pair intact, no leftovers: $(grep -o 'The file needs [^.]*' "$log" | head -n 1) |" \
    >> "$ACSTATS_SOAK_REPORT"
}

disk_full
run_tests "$tests" 'FullyQualifiedName~.Soak.|FullyQualifiedName~DamagedDelivery|FullyQualifiedName~MalformedSourceTests|FullyQualifiedName~RandomCommandLineTests'
run_tests tests/AccountCommStats.Exporting.Tests 'FullyQualifiedName~ByteIdentityTests|FullyQualifiedName~Sees_one_snapshot'
run_tests tests/AccountCommStats.Generator.Tests 'FullyQualifiedName~ViewerTests'
if [ -n "${ACSTATS_TEST_BINARY:-}" ]; then
  for benchmark in small fleet; do
    dotnet run --project tests/AccountCommStats.Benchmarks -c Release -- "$benchmark" --quick --acstats "$ACSTATS_TEST_BINARY" || outcome=1
  done
fi
[ "$outcome" -ne 0 ] ||
  echo '| N = 1, 2, 4 connections under concurrent writes | identical files for one snapshot, consistent totals |' >> "$ACSTATS_SOAK_REPORT"

echo
echo "| check | shown (seed $ACSTATS_SOAK_SEED) |"
echo '|---|---|'
cat "$ACSTATS_SOAK_REPORT"
exit "$outcome"
