#!/usr/bin/env bash
# Breaks the engine on purpose, one place after the other, and shows that the tests of matching notice every time.
#
#   tests/mutation/run.sh [FIRST [LAST]]     from and to which mutant of mutants.tsv, counted from 1 (default: all)
#
# It works on a copy of the tree in a folder of its own (MUTATION_DIR, default build/mutation), compiles only the file
# that was broken and what depends on it (no optimisation, no debug information, no warnings: an unused variable
# catches nothing), and stops the tests at their first
# failure: some ten seconds a mutant on two cores. What came of each goes to results.tsv there: its number, "caught",
# "compiler" or "SURVIVED", its name, and the first test that failed. It ends with status 1 when a mutant survives. A mutant is a row: its name, the file, a text that stands once in it, what it becomes.
# Columns are parted by tabs; a line break inside a column is a line break of the text.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${MUTATION_DIR:-$root/build/mutation}
first=${1:-1}
last=${2:-9999}

mkdir -p "$work/tree"
# Everything but what is built; times are kept, so that only what changed is compiled again.
tar -C "$root" --exclude=./build --exclude=./.git -cf - . | tar -C "$work/tree" -xf -
# What a run that was cut short broke is compiled again, whatever its times say.
cut -f2 "$root/tests/mutation/mutants.tsv" | grep '^[a-z_/]*\.[ch]pp$' | sort -u | sed "s|^|$work/tree/|" | xargs touch
out=$work/build
[ -f "$out/build.ninja" ] || cmake -S "$work/tree" -B "$out" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O0 -g0 -w" > /dev/null
build() { cmake --build "$out" --target matching_tests -j2 > "$work/build.log" 2>&1; }
# Few random histories a property are enough here: the seed is fixed, so that a mutant is caught every time or never.
# A mutant that never ends is caught too.
tests() { RC_PARAMS="max_success=60 seed=7" timeout 300 "$out/tests/matching_tests" --abort > "$work/tests.log" 2>&1; }

if ! build || ! tests; then
  echo "the tests do not pass before anything is broken: see $work/build.log and tests.log" >&2
  exit 2
fi

# One mutant: MUTANT is its number. Prints its name; changes the file in place.
mutate() {
  MUTANT=$1 perl -0 -e '
    open my $table, "<", $ARGV[0] or die $!;
    my $rows = <$table>;
    $rows =~ s/^#[^\n]*\n//mg;
    # A row starts with a name, a tab and the path of a source file.
    my @rows = split /\n(?=[^\t\n]+\t[a-z_\/]+\.[ch]pp\t)/, $rows;
    exit 3 if $ENV{MUTANT} > @rows;
    my ($name, $file, $from, $to) = split /\t/, $rows[$ENV{MUTANT} - 1];
    $to =~ s/\n\z//;
    my $path = "$ARGV[1]/$file";
    open my $in, "<", $path or die "$path: $!";
    my $text = <$in>;
    my $at = index $text, $from;
    die "$name: the text is not in $file\n" if $at < 0;
    die "$name: the text stands twice in $file\n" if index($text, $from, $at + 1) >= 0;
    substr($text, $at, length $from) = $to;
    open my $out, ">", $path or die $!;
    print $out $text;
    print "$name\t$file\n";
  ' "$root/tests/mutation/mutants.tsv" "$work/tree"
}

# The first test that failed, as Catch2 prints it: the line after the first rule of dashes.
first_failure() { sed -n '/^-----/{n;p;q}' "$work/tests.log" | tr '\t' ' '; }
tell() { printf '%s\t%s\t%s\t%s\n' "$@" | tee -a "$work/results.tsv"; }

# Mends what was broken last; also when the run is cut short, so that the next one starts from whole files.
file=
mend() { [ -z "$file" ] || cp "$root/$file" "$work/tree/$file"; }
trap mend EXIT

survived=0
caught=0
: > "$work/results.tsv"
for ((number = first; number <= last; ++number)); do
  line=$(mutate "$number") || { [ $? -eq 3 ] && break; exit 2; }
  name=${line%%$'\t'*}
  file=${line##*$'\t'}
  if ! build; then
    tell "$number" compiler "$name" "$(grep -m1 -o 'error: .*' "$work/build.log")"
    caught=$((caught + 1))
  elif tests; then
    tell "$number" SURVIVED "$name" ""
    survived=$((survived + 1))
  else
    tell "$number" caught "$name" "$(first_failure)"
    caught=$((caught + 1))
  fi
  mend
done
echo "$caught caught, $survived survived"
[ "$survived" -eq 0 ]
