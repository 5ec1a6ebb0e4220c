#!/usr/bin/env bash
# Runs every test, on real PostgreSQL and DuckDB. Installs PostgreSQL, PgBouncer, Chromium and a native linker where they are missing;
# the tests start private servers and a browser of their own and stop them. Ends with one line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_postgres() {
  command -v initdb >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null ||
    compgen -G '/usr/local/opt/postgresql*/bin/initdb' >/dev/null
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

has_pgbouncer() {
  command -v pgbouncer >/dev/null 2>&1 || [ -x /usr/sbin/pgbouncer ]
}

has_chromium() {
  command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    [ -x /Applications/Chromium.app/Contents/MacOS/Chromium ]
}

has_native_linker() {
  command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1
}

install() { # names for apt-get, dnf, brew
  echo "$1 is missing; installing it for the tests." >&2
  if command -v apt-get >/dev/null 2>&1; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
  elif command -v dnf >/dev/null 2>&1; then
    as_root dnf install -y -q "$2" >&2
  elif command -v brew >/dev/null 2>&1; then
    brew install -q "$3" >&2
  else
    echo "No apt-get, dnf or brew here. Install PostgreSQL 15 or newer (server binaries), PgBouncer, Chromium and clang, then run this again." >&2
    exit 2
  fi
}

# Sums the counters of the result files of all test projects.
summarize() {
  cat "$1"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | awk '
    function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    { passed += count("passed"); failed += count("failed") + count("error") + count("timeout") + count("aborted")
      skipped += count("total") - count("executed") }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
}

has_postgres || install postgresql postgresql-server postgresql@16
# Only a few tests need these two.
without=
if ! has_pgbouncer && ! (install pgbouncer pgbouncer pgbouncer); then
  echo "PgBouncer could not be installed: the tests of exports through it are left out. All others run." >&2
  without='FullyQualifiedName!~PoolerTests'
fi
if ! has_chromium && ! (install chromium chromium chromium); then
  echo "Chromium could not be installed: the tests of pages in a browser are left out. All others run." >&2
  without="${without:+$without&}FullyQualifiedName!~BrowserTests"
fi
has_native_linker || install clang clang llvm

# Everything here runs once, for seconds: counting calls for a better second compilation costs more than it gains, and so does
# collecting the garbage of compilers in the small steps that suit long-running programs.
export DOTNET_TieredPGO=0
rare_collections=DOTNET_GCgen0size=0x4000000

# One compiler serves the build, the publication and the builds of tests, whatever the environment says: each would otherwise
# compile the compiler first. It belongs to this run, because one that is already running may hold an older generator.
export UseSharedCompilation=true SharedCompilationId=acstats-tests-$$
end_compiler() {
  local version folder
  version=$(dotnet --version)
  folder=$(dotnet --list-sdks | sed -n "s/^$version \[\(.*\)\]$/\1/p")
  dotnet "$folder/$version/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$SharedCompilationId"
}

results=$(mktemp -d)
publishing=
trap 'kill $publishing 2>/dev/null || true; end_compiler >/dev/null 2>&1 || true; rm -rf "$results"' EXIT

# A snapshot that does not exist yet is a failure where nobody reviews it.
[ "${CI:-}" != true ] || export SNAPSHOOTER_STRICT_MODE=true

# The command line is tested a thousand times over, by the native binary: it starts thirty times as fast as the assembly, which is
# compared with it. It is published while the solution is built, whose build also analyzes its code, and the first tests run.
mkdir "$results/native"
env "$rare_collections" dotnet publish src/AccountCommStats -c Release --use-current-runtime -p:Aot=true -p:RunAnalyzers=false \
  --artifacts-path "$results/artifacts" -o "$results/native" --nologo >"$results/native/acstats.log" &
publishing=$!

# The projects run side by side: their tests wait for servers and programs more than they compute.
env "$rare_collections" dotnet build AccountCommStats.sln -c Release --nologo
outcome=0
running=()
begin() { # project, a variable for it
  local name
  name=$(basename "$1")
  env ${2:+"$2"} dotnet test "$1" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" \
    ${without:+--filter "$without"} "${filter[@]}" >"$results/$name.log" 2>&1 &
  running+=("$!:$name")
}

filter=("$@")
begin tests/AccountCommStats.Generator.Tests "$rare_collections"
begin tests/AccountCommStats.Exporting.Tests

wait "$publishing" || cat "$results/native/acstats.log"
[ ! -x "$results/native/acstats" ] || export ACSTATS_TEST_BINARY="$results/native/acstats"
begin tests/AccountCommStats.EndToEnd.Tests
for each in "${running[@]}"; do
  wait "${each%%:*}" || outcome=$?
  cat "$results/${each#*:}.log"
done
summarize "$results"
exit "$outcome"
