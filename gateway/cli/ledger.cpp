#include "gateway/cli/ledger.hpp"

#include "cases/ledger.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/text.hpp"

namespace weighbridge::cli {
namespace {

std::optional<cases::LedgerBreak> first_break(store::Reader& reader,
                                              cases::LedgerVerifier& verifier) {
  std::optional<cases::LedgerBreak> broken;
  reader.ledger(0, [&](const cases::LedgerEntry& entry) {
    broken = verifier.check(entry);
    return !broken;
  });
  return broken ? broken : verifier.finish(reader.ledger_head());
}

}  // namespace

ExitStatus ledger_verify(const LedgerVerifyOptions& options, const Screen& screen) {
  return with_store(options.store, screen, [&](store::Reader& reader) {
    cases::LedgerVerifier verifier;
    if (const std::optional<cases::LedgerBreak> broken = first_break(reader, verifier)) {
      screen.err.write(complaint(options.store + ": entry " + std::to_string(broken->sequence),
                                 broken->message,
                                 "restore the store from a backup; entries before this one hold"));
      return ExitStatus::errors;
    }
    screen.out.write(screen.style.paint(Tone::good, "The ledger holds: ") +
                     grouped(verifier.checked()) +
                     (verifier.checked() == 1 ? " entry" : " entries") + ", head " +
                     verifier.head().hash + '\n');
    return ExitStatus::well;
  });
}

}  // namespace weighbridge::cli
