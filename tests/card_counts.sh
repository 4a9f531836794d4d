#!/usr/bin/env bash
# Which discrepancy codes fewer than three cards name: one where the rule fires, one where it just does not, one where
# it is suppressed or cleared. The codes are those of section 13 of docs/matching.md. Fails when there is one.
set -eu
cd "$(dirname "$0")/.."

cards=$(cat tests/cards/*.card)
total=$(grep -c '^card ' <<< "$cards")
poor=0
for code in $(grep -oE '^\| ●?[A-Z][0-9]{2} \|' docs/matching.md | grep -oE '[A-Z][0-9]{2}' | sort -u); do
  count=$(awk -v code="$code" '/^card / { if (seen) n++; seen = 0 }
    $0 ~ "(^|[^A-Za-z0-9])" code "([^A-Za-z0-9]|$)" { seen = 1 }
    END { if (seen) n++; print n + 0 }' <<< "$cards")
  if [ "$count" -lt 3 ]; then
    echo "only $count cards name $code"
    poor=1
  fi
done
echo "$total cards"
[ "$total" -ge 300 ] || poor=1
exit "$poor"
