#include "store/store.hpp"

namespace weighbridge::store {

LedgerAudit verify_ledger(Reader& reader) {
  LedgerAudit audit;
  cases::LedgerVerifier verifier;
  try {
    reader.ledger(0, [&](const cases::LedgerEntry& entry) {
      audit.broken = verifier.check(entry);
      return !audit.broken;
    });
    if (!audit.broken) audit.broken = verifier.finish(reader.ledger_head());
  } catch (const StoreError& error) {
    // What the database itself finds unreadable is a break like any other; the entries before it
    // were read and hold.
    if (error.kind() != StoreError::Kind::damaged) throw;
    audit.broken = cases::LedgerBreak{verifier.checked() + 1, error.what()};
  }
  audit.entries = verifier.checked();
  audit.head = verifier.head();
  return audit;
}

}  // namespace weighbridge::store
