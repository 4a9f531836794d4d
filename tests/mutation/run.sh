#!/usr/bin/env bash
# Breaks the engine on purpose, one place after the other, and shows that the tests of matching notice every time.
#
#   tests/mutation/run.sh [FIRST [LAST]]     from and to which mutant of mutants.tsv, counted from 1 (default: all)
#
# It works on a copy of the tree in a folder of its own (MUTATION_DIR, default build/mutation) and ends with status 1
# when a mutant survives. A mutant is a row: its name, the file, a text that stands once in it, what it becomes.
# Columns are parted by tabs; a line break inside a column is a line break of the text.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${MUTATION_DIR:-$root/build/mutation}
first=${1:-1}
last=${2:-9999}

mkdir -p "$work/tree"
# Everything but what is built; times are kept, so that only what changed is compiled again.
tar -C "$root" --exclude=./build --exclude=./.git -cf - . | tar -C "$work/tree" -xf -
[ -d "$work/tree/build/dev" ] || (cd "$work/tree" && cmake --preset dev > /dev/null)
build() { cmake --build "$work/tree/build/dev" --target matching_tests -j2 > "$work/build.log" 2>&1; }
tests() { "$work/tree/build/dev/tests/matching_tests" > "$work/tests.log" 2>&1; }

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

survived=0
caught=0
for ((number = first; number <= last; ++number)); do
  line=$(mutate "$number") || { [ $? -eq 3 ] && break; exit 2; }
  name=${line%%$'\t'*}
  file=${line##*$'\t'}
  if ! build; then
    echo "$number caught by the compiler: $name"
    caught=$((caught + 1))
  elif tests; then
    echo "$number SURVIVED: $name"
    survived=$((survived + 1))
  else
    echo "$number caught: $name"
    caught=$((caught + 1))
  fi
  cp "$root/$file" "$work/tree/$file"
done
echo "$caught caught, $survived survived"
[ "$survived" -eq 0 ]
