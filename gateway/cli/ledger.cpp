#include "gateway/cli/ledger.hpp"

#include <string>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/text.hpp"

namespace weighbridge::cli {

ExitStatus ledger_verify(const LedgerVerifyOptions& options, const Screen& screen) {
  return with_store(options.store, screen, [&](store::Reader& reader) {
    const store::LedgerAudit audit = store::verify_ledger(reader);
    if (audit.broken) {
      screen.err.write(complaint(
          options.store + ": entry " + std::to_string(audit.broken->sequence),
          audit.broken->message, "restore the store from a backup; entries before this one hold"));
      return ExitStatus::errors;
    }
    screen.out.write(screen.style.paint(Tone::good, "The ledger holds: ") + grouped(audit.entries) +
                     (audit.entries == 1 ? " entry" : " entries") + ", head " + audit.head.hash +
                     '\n');
    return ExitStatus::well;
  });
}

}  // namespace weighbridge::cli
