#!/usr/bin/env bash
# Which rules of sections 0 to 15, 19 and 24 no test names. The rules are those of docs/matching.md (M-…, and the
# codes of section 13); the tests are everything in tests/ but this script. Fails when one is missing.
set -eu
cd "$(dirname "$0")/.."

# Rules of other sections (16 to 18, 20 to 22) are not of matching.
rules=$(grep -oE 'M-(0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|19)\.[0-9]+' docs/matching.md | sort -uV)
codes=$(grep -oE '^\| ●?[A-Z][0-9]{2} \|' docs/matching.md | grep -oE '[A-Z][0-9]{2}' | sort -u)
examples=$(grep -oE '^\*\*O[0-9]+' docs/matching.md | tr -d '*' | sort -uV)
invariants='24.1 24.2 24.3 24.4 24.5 24.6 24.7 24.8'

named=$(mktemp)
trap 'rm -f "$named"' EXIT
grep -rhoE 'M-[0-9]+\.[0-9]+|\b[A-Z][0-9]{2}\b|\bO[0-9]+|\b24\.[0-9]+' tests --include='*.cpp' --include='*.hpp' --include='*.card' |
  sort -u > "$named"

missing=0
for id in $rules $codes $examples $invariants; do
  if ! grep -qxF -- "$id" "$named"; then
    echo "no test names $id"
    missing=1
  fi
done
exit "$missing"
